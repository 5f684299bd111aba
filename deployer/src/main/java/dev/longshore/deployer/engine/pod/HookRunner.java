package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.probe.HttpProbe;
import dev.longshore.deployer.engine.probe.ProbeAnswer;
import dev.longshore.engine.Containers;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PortReference;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs the hooks of containers: commands in them, requests to them. */
public final class HookRunner {
    private final Containers containers;

    public HookRunner(Containers containers) {
        this.containers = containers;
    }

    /**
     * Returns when the hook is done or the limit is over.
     *
     * @param address of the container's pod
     * @return what went wrong, if anything did
     */
    Optional<String> run(Container.Hook hook, Member member, String address, OptionalInt port, Duration limit)
            throws InterruptedException {
        if (hook instanceof Container.SleepHook sleep) {
            Thread.sleep((sleep.duration().compareTo(limit) < 0 ? sleep.duration() : limit).toMillis());
            return Optional.empty();
        }
        if (hook instanceof Container.HttpHook http) {
            return failure(HttpProbe.ask(http.request(), address, port.orElse(0), limit));
        }
        Container.ExecHook exec = (Container.ExecHook) hook;
        return failure(Prober.run(containers, exec.command(), member.id(), limit));
    }

    private static Optional<String> failure(ProbeAnswer answer) {
        return answer.passed() ? Optional.empty() : Optional.of(answer.detail());
    }

    /** The port of a request as a label keeps it: by number. */
    static OptionalInt port(Container.Hook hook) {
        return hook instanceof Container.HttpHook http
                ? Optional.of(http.request().port()).map(PortReference::number).orElseThrow()
                : OptionalInt.empty();
    }
}
