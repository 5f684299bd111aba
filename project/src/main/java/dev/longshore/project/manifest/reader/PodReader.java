package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.PodSecurity;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a pod template. */
final class PodReader {
    /** Put behind the name of a field that the API knows and one machine doesn't honour. */
    static final String NO_EFFECT = "has no effect on one machine yet";

    private static final int DEFAULT_GRACE_SECONDS = 30;
    private static final int MAX_GRACE_SECONDS = 3600;
    private static final String BEYOND = "isn't allowed: it reaches beyond the project";

    private final Kind owner;
    private final List<String> claimTemplates;

    /**
     * @param owner what has the template
     * @param claimTemplates further volumes that containers may mount
     */
    PodReader(Kind owner, List<String> claimTemplates) {
        this.owner = owner;
        this.claimTemplates = List.copyOf(claimTemplates);
    }

    PodTemplate read(YamlFields template) {
        Optional<YamlFields> metadata = template.mapping("metadata", "a pod template's metadata");
        Map<String, String> labels =
                metadata.map(fields -> fields.textMap("labels")).orElse(Map.of());
        Map<String, String> annotations =
                metadata.map(fields -> fields.textMap("annotations")).orElse(Map.of());
        metadata.ifPresent(MetadataReader::finishOfPods);
        YamlFields spec = template.requiredMapping("spec", "a pod's spec");
        template.finish();

        List<YamlFields> initFields = spec.mappings("initContainers", "an init container");
        List<YamlFields> fields = spec.mappings("containers", "a container");
        PodContext context = context(spec, Stream.concat(initFields.stream(), fields.stream()));
        List<Volume> volumes = spec.mappings("volumes", "a volume").stream()
                .map(volume -> VolumeReader.read(volume, context))
                .toList();
        PodSecurity security = SecurityReader.readPod(spec);
        ContainerReader reader = new ContainerReader(context, security);
        List<Container> initContainers =
                initFields.stream().map(reader::readInit).toList();
        List<Container> containers = fields.stream().map(reader::read).toList();
        if (containers.isEmpty()) {
            spec.error("containers", "a pod needs a container");
        }
        Duration grace = Duration.ofSeconds(spec.integer("terminationGracePeriodSeconds", 0, MAX_GRACE_SECONDS)
                .orElse(DEFAULT_GRACE_SECONDS));
        requireTimeToSleep(spec, Stream.concat(initContainers.stream(), containers.stream()), grace);
        PodTemplate pod = new PodTemplate(
                labels,
                annotations,
                initContainers,
                containers,
                volumes,
                restart(spec),
                grace,
                security,
                hostname(spec),
                HostsReader.read(spec),
                spec.flag("shareProcessNamespace", false),
                pullSecrets(spec));
        otherFields(spec);
        spec.finish();
        return pod;
    }

    /** The names, which must be different ones. */
    private PodContext context(YamlFields spec, Stream<YamlFields> containers) {
        List<String> volumes = new ArrayList<>(claimTemplates);
        for (YamlFields volume : spec.mappings("volumes", "a volume")) {
            addName(volume, "volumes", volumes);
        }
        List<String> names = new ArrayList<>();
        containers.forEach(container -> addName(container, "containers", names));
        return new PodContext(List.copyOf(volumes), List.copyOf(names));
    }

    private static void addName(YamlFields fields, String what, List<String> names) {
        Optional<String> name =
                fields.node("name").filter(YamlScalar.class::isInstance).map(node -> ((YamlScalar) node).text());
        if (name.filter(names::contains).isPresent()) {
            fields.error("name", "this pod has two " + what + " of the name \"" + name.get() + "\"");
        }
        name.ifPresent(names::add);
    }

    private static void requireTimeToSleep(YamlFields spec, Stream<Container> containers, Duration grace) {
        containers
                .filter(container -> sleepsLonger(container, grace))
                .forEach(container -> spec.error(
                        "terminationGracePeriodSeconds",
                        "container \"" + container.name() + "\" sleeps longer before its end than the "
                                + grace.toSeconds() + " s of \"terminationGracePeriodSeconds\""));
    }

    private static boolean sleepsLonger(Container container, Duration grace) {
        return container.lifecycle().beforeStop().stream()
                .anyMatch(hook -> hook instanceof Container.SleepHook sleep
                        && sleep.duration().compareTo(grace) > 0);
    }

    private PodTemplate.Restart restart(YamlFields spec) {
        boolean ends = owner == Kind.JOB || owner == Kind.CRON_JOB;
        if (!ends) {
            String policy = spec.text("restartPolicy").orElse("Always");
            if (!policy.equals("Always")) {
                spec.error("restartPolicy", "the pods of a " + owner + " have the restartPolicy Always");
            }
            return PodTemplate.Restart.ALWAYS;
        }
        spec.require("restartPolicy");
        return spec.choice("restartPolicy", "OnFailure", "Never")
                        .filter("OnFailure"::equals)
                        .isPresent()
                ? PodTemplate.Restart.ON_FAILURE
                : PodTemplate.Restart.NEVER;
    }

    private static Optional<String> hostname(YamlFields spec) {
        Optional<String> hostname = spec.text("hostname");
        if (hostname.filter(name -> !DnsLabel.matches(name)).isPresent()) {
            spec.error("hostname", "\"hostname\" must be " + DnsLabel.RULE + "; found \"" + hostname.get() + "\"");
        }
        return hostname;
    }

    private static List<String> pullSecrets(YamlFields spec) {
        List<String> names = new ArrayList<>();
        for (YamlFields secret : spec.mappings("imagePullSecrets", "an entry of \"imagePullSecrets\"")) {
            names.add(secret.requiredText("name"));
            secret.finish();
        }
        return names;
    }

    private static void otherFields(YamlFields spec) {
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            spec.refuse(field, BEYOND);
        }
        spec.refuse("ephemeralContainers", "isn't supported");
        spec.refuse("resourceClaims", "isn't supported");
        // On which machine pods run, of which there is one.
        spec.accept(
                "affinity",
                "nodeName",
                "nodeSelector",
                "os",
                "overhead",
                "preemptionPolicy",
                "priority",
                "priorityClassName",
                "schedulerName",
                "schedulingGates",
                "tolerations",
                "topologySpreadConstraints");
        // No pod gets a token of the cluster, nor variables for every Service.
        spec.accept("automountServiceAccountToken", "enableServiceLinks");
        spec.warnUnless("ClusterFirst", "dnsPolicy", NO_EFFECT);
        for (String field : List.of(
                "activeDeadlineSeconds",
                "dnsConfig",
                "hostUsers",
                "readinessGates",
                "runtimeClassName",
                "serviceAccount",
                "serviceAccountName",
                "setHostnameAsFQDN",
                "subdomain")) {
            spec.warnOf(field, NO_EFFECT);
        }
    }
}
