package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.service.ServiceProxies;
import dev.longshore.deployer.engine.start.EndingGrace;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.ProgressText;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The end of pods that no new request reaches any more. They are asked to end when they have answered the requests that they
 * have, and may take their grace for it, as may websockets and whatever else doesn't end by itself.
 */
final class Retirement {
    /** How long requests in progress keep a pod from being asked to end. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final ClusterTools tools;
    private final EnvironmentName environment;

    Retirement(ClusterTools tools, EnvironmentName environment) {
        this.tools = tools;
        this.environment = environment;
    }

    /**
     * Returns when the pods are gone.
     *
     * @param drained the servers of proxies that led to them, or to others which stay
     * @param told gets a line for a person when connections that don't end by themselves have to
     */
    void end(
            Collection<Replica> pods,
            Collection<ServiceProxies.Drained> drained,
            EndingGrace grace,
            Consumer<String> told)
            throws InterruptedException {
        // What goes on with a pod that doesn't run will never be answered.
        Set<String> running = Inventory.take(tools.engine().containers(), environment).replicas().stream()
                .filter(Replica::isRunning)
                .map(Replica::address)
                .collect(Collectors.toUnmodifiableSet());
        List<ServiceProxies.Drained> serving = drained.stream()
                .filter(server -> running.contains(server.address()))
                .toList();
        tools.proxies().awaitAnswers(serving, ANSWER_LIMIT);
        connections(pods, serving, grace).ifPresent(told);
        tools.stops().stopAndRemove(pods, grace::of);
        tools.proxies().forget(drained);
    }

    private Optional<String> connections(
            Collection<Replica> pods, Collection<ServiceProxies.Drained> serving, EndingGrace grace) {
        long connections = tools.proxies().connections(serving);
        if (connections == 0) {
            return Optional.empty();
        }
        Duration longest = pods.stream()
                .filter(pod ->
                        serving.stream().anyMatch(server -> server.address().equals(pod.address())))
                .map(grace::of)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return Optional.of(connections + " to old containers, such as websockets: they end within "
                + ProgressText.duration(longest));
    }
}
