package dev.longshore.deployer.engine.plan;

import dev.longshore.project.manifest.Probe;
import java.time.Duration;
import java.util.Optional;

/**
 * How a proxy checks the replicas behind it.
 *
 * @param request what to ask over HTTP; empty when accepting a connection is enough
 * @param rise how many answers in a row bring a replica back
 * @param fall how many failures in a row take it out
 */
public record HealthCheck(Optional<Probe.HttpGet> request, Duration period, Duration timeout, int rise, int fall) {
    /** For HTTP replicas that have no readiness probe: takes out what refuses connections. */
    public static final HealthCheck CONNECTION =
            new HealthCheck(Optional.empty(), Duration.ofSeconds(2), Duration.ofSeconds(2), 1, 3);

    /** What a proxy can do of a readiness probe; empty for a command, which only the engine can run. */
    static Optional<HealthCheck> of(Probe probe) {
        if (probe.action() instanceof Probe.Exec || probe.action() instanceof Probe.Grpc) {
            return Optional.empty();
        }
        Optional<Probe.HttpGet> request =
                probe.action() instanceof Probe.HttpGet get && isExpressible(get) ? Optional.of(get) : Optional.empty();
        return Optional.of(new HealthCheck(
                request, probe.period(), probe.timeout(), probe.successThreshold(), probe.failureThreshold()));
    }

    public boolean tls() {
        return request.isPresent() && request.get().tls();
    }

    /** The proxy's configuration is lines of text, so what holds control characters is left to a plain connection. */
    private static boolean isExpressible(Probe.HttpGet get) {
        return isPrintable(get.path())
                && get.headers().stream()
                        .allMatch(header ->
                                header.name().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") && isPrintable(header.value()));
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character < 127);
    }
}
