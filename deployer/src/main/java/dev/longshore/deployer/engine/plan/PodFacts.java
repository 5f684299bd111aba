package dev.longshore.deployer.engine.plan;

import com.sun.management.OperatingSystemMXBean;
import dev.longshore.deployer.RolloutException;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Environment.Amount;
import dev.longshore.project.manifest.Environment.ContainerResource;
import dev.longshore.project.manifest.Environment.PodField;
import dev.longshore.project.manifest.Environment.PodValue;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.name.EnvironmentName;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the pods of a template know of themselves: the downward API. */
final class PodFacts {
    /** There is one machine. */
    private static final String NODE = "localhost";

    private final EnvironmentName environment;
    private final PodTemplate template;

    PodFacts(EnvironmentName environment, PodTemplate template) {
        this.environment = environment;
        this.template = template;
    }

    /** @param container the one that asks */
    String of(PodValue value, String container, PodIdentity pod) {
        return value instanceof ContainerResource resource ? amount(resource, container) : field((PodField) value, pod);
    }

    private String field(PodField field, PodIdentity pod) {
        return switch (field.field()) {
            case NAME -> pod.name();
            case NAMESPACE -> pod.namespace().value();
            case UID -> pod.uid(environment);
            case LABEL -> template.labels().getOrDefault(field.key(), "");
            case ANNOTATION -> template.annotations().getOrDefault(field.key(), "");
            case LABELS -> lines(template.labels());
            case ANNOTATIONS -> lines(template.annotations());
            case POD_IP -> pod.address();
            case HOST_IP -> throw new RolloutException("a pod isn't told the machine's address, as it can't reach it");
            case NODE_NAME -> NODE;
            case SERVICE_ACCOUNT -> "default";
        };
    }

    private static String lines(Map<String, String> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=\""
                                + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .collect(Collectors.joining("\n"));
    }

    private String amount(ContainerResource resource, String asking) {
        String name = resource.container().isEmpty() ? asking : resource.container();
        Container container = template.allContainers()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RolloutException("the pod has no container \"" + name + "\""));
        return amount(resource.amount(), container)
                .divide(resource.divisor(), 0, RoundingMode.UP)
                .toPlainString();
    }

    private static BigDecimal amount(Amount amount, Container container) {
        Container.Resources limits = container.limits();
        Container.Resources requests = container.requests();
        return switch (amount) {
            case LIMIT_CPU -> cpus(limits.cpus().orElseGet(PodFacts::machineCpus));
            case REQUEST_CPU -> cpus(requests.cpus().or(limits::cpus).orElse(0.0));
            case LIMIT_MEMORY -> BigDecimal.valueOf(limits.memoryBytes().orElseGet(PodFacts::machineMemory));
            case REQUEST_MEMORY ->
                BigDecimal.valueOf(
                        requests.memoryBytes().or(limits::memoryBytes).orElse(0L));
        };
    }

    private static BigDecimal cpus(double cpus) {
        return BigDecimal.valueOf(cpus);
    }

    private static double machineCpus() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
