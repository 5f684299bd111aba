package dev.longshore.deployer.engine.start;

import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.service.ServiceProxies;
import dev.longshore.project.name.EnvironmentName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How long replicas may take to end. One that never served has no request to finish, so nobody waits long for it. What
 * serves is what the live release wants and what a proxy leads to, at the moment that this was made.
 */
public record EndingGrace(List<WorkloadPlan> live, Set<String> served) {
    public static final EndingGrace NONE_SERVED = new EndingGrace(List.of(), Set.of());

    private static final Duration NEVER_SERVED = Duration.ofSeconds(2);

    public EndingGrace {
        live = List.copyOf(live);
        served = Set.copyOf(served);
    }

    /** To be taken before any proxy is led elsewhere. */
    public static EndingGrace take(ServiceProxies proxies, EnvironmentName environment, Collection<WorkloadPlan> live) {
        return new EndingGrace(List.copyOf(live), proxies.addresses(environment));
    }

    public Duration of(Replica replica) {
        boolean serves = live.stream().anyMatch(replica::matches) || served.contains(replica.address());
        return serves || replica.grace().compareTo(NEVER_SERVED) < 0 ? replica.grace() : NEVER_SERVED;
    }
}
