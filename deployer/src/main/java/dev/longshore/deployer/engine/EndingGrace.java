package dev.longshore.deployer.engine;

import dev.longshore.project.name.EnvironmentName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How long replicas may take to end. One that never served has no request to finish, so nobody waits long for it. What
 * serves is what the live release wants and what a proxy leads to, at the moment that this was made.
 */
record EndingGrace(List<WorkloadPlan> live, Set<String> served) {
    static final EndingGrace NONE_SERVED = new EndingGrace(List.of(), Set.of());

    private static final Duration NEVER_SERVED = Duration.ofSeconds(2);

    EndingGrace {
        live = List.copyOf(live);
        served = Set.copyOf(served);
    }

    /** To be taken before any proxy is led elsewhere. */
    static EndingGrace take(ServiceProxies proxies, EnvironmentName environment, Collection<WorkloadPlan> live) {
        return new EndingGrace(List.copyOf(live), proxies.addresses(environment));
    }

    Duration of(Replica replica) {
        boolean serves = live.stream().anyMatch(replica::matches) || served.contains(replica.address());
        return serves || replica.grace().compareTo(NEVER_SERVED) < 0 ? replica.grace() : NEVER_SERVED;
    }
}
