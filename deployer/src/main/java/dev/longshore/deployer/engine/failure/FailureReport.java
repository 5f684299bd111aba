package dev.longshore.deployer.engine.failure;

import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.probe.TcpProbe;
import dev.longshore.engine.Containers;
import dev.longshore.engine.EngineException;
import dev.longshore.project.progress.Progress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out, for the person who pushed, what they would look up next when a container doesn't become ready. */
public final class FailureReport {
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);
    private static final List<String> SOCKETS = List.of("cat", "/proc/net/tcp", "/proc/net/tcp6");
    private static final Pattern PORT = Pattern.compile("on port ([0-9]{1,5})");

    private final Containers containers;
    private final ClusterPlan release;
    private final Progress progress;

    public FailureReport(Containers containers, ClusterPlan release, Progress progress) {
        this.containers = containers;
        this.release = release;
        this.progress = progress;
    }

    /**
     * Shows what a container that ended printed last.
     *
     * @return the reason, with its last words and their meaning
     */
    public String ofEnded(String reason, Replica replica, Member member, PodPlan plan) {
        List<String> lines = LastLog.show(containers, replica, member, progress);
        String withLastLine = LastLog.lastOf(lines)
                .map(last -> reason + "; its last line is: " + last)
                .orElse(reason);
        return CrashCause.of(lines, facts(member, plan, replica))
                .map(cause -> ended(withLastLine) + cause)
                .orElse(withLastLine);
    }

    /**
     * Shows what a container that runs but isn't ready printed last. That says nothing of why its probe fails, so it is no
     * part of the reason.
     */
    public String ofRunning(String reason, Replica replica, Member member) {
        LastLog.show(containers, replica, member, progress);
        Matcher port = PORT.matcher(reason);
        if (!reason.contains(TcpProbe.NOTHING_LISTENS) || !port.find()) {
            return reason;
        }
        return sockets(member)
                .flatMap(sockets -> sockets.explain(OptionalInt.of(Integer.parseInt(port.group(1)))))
                .map(cause -> ended(reason) + cause)
                .orElse(reason);
    }

    /** Empty when the image has no {@code cat} to look with. */
    private Optional<ListeningSockets> sockets(Member member) {
        try {
            Containers.ExecResult found = containers.exec(member.id(), SOCKETS, LOOK_LIMIT);
            return found.output().contains("local_address")
                    ? Optional.of(ListeningSockets.of(found.output()))
                    : Optional.empty();
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    private CrashCause.Facts facts(Member member, PodPlan plan, Replica replica) {
        Optional<ContainerPlan> container = plan.containers().stream()
                .filter(candidate -> candidate.name().equals(member.container()))
                .findFirst();
        Set<String> variables = container
                .map(found -> found.program(plan.identity(replica.index(), replica.address()))
                        .environment()
                        .keySet())
                .orElse(Set.of());
        Set<String> hosts = new HashSet<>();
        release.services()
                .forEach(service -> hosts.addAll(
                        service.proxy().aliases().getOrDefault(plan.owner().namespace(), List.of())));
        plan.aliases().values().forEach(hosts::addAll);
        String place =
                container.map(found -> found.container().position().toString()).orElse("k8s.yaml");
        return new CrashCause.Facts(place, variables, hosts);
    }

    private static String ended(String sentence) {
        return sentence + (sentence.endsWith(".") ? " " : ". ");
    }
}
