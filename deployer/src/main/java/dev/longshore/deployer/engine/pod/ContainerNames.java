package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.project.name.EnvironmentName;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names of containers. The engine resolves a container's name in all its networks, so no name may look like one of a
 * Service ({@code api}, {@code api.default} …): these have at least three labels, of which the last is none of Kubernetes'.
 */
public final class ContainerNames {
    private static final int SPEC_DIGITS = 5;

    private ContainerNames() {}

    /** The name of a pod, which is that of its container when it has one only. */
    static String ofPod(EnvironmentName environment, PodPlan plan, int index, Set<String> taken) {
        String name = environment.value() + "." + plan.owner().namespace().value() + "."
                + plan.owner().name() + "-" + plan.spec().substring(0, SPEC_DIGITS) + "-" + index;
        return untaken(name, taken);
    }

    /** The name of one container of a pod that has several; {@code _} is in no name of a pod. */
    static String ofMember(String pod, String container) {
        return pod + "_" + container;
    }

    public static String ofProxy(ServicePlan plan, Set<String> taken) {
        ProxyPlan proxy = plan.proxy();
        String name = proxy.environment().value() + "." + proxy.namespace().value() + "." + proxy.service()
                + ".service-" + plan.spec().substring(0, SPEC_DIGITS);
        return untaken(name, taken);
    }

    /** Of a container that gives access to a volume. */
    public static String ofCopy(String volume) {
        return volume + ".copy-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
    }

    private static String untaken(String name, Set<String> taken) {
        String candidate = name;
        for (int attempt = 2; isTaken(candidate, taken); attempt++) {
            candidate = name + "-" + attempt;
        }
        return candidate;
    }

    private static boolean isTaken(String name, Set<String> taken) {
        return taken.contains(name) || taken.stream().anyMatch(other -> other.startsWith(name + "_"));
    }
}
