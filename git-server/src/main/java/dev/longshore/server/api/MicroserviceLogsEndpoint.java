package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.LogQuery;
import dev.longshore.deployer.PodLogLine;
import dev.longshore.deployer.PodQuery;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.server.access.Action;
import dev.longshore.server.log.LogText;
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.push.LiveSecrets;
import dev.longshore.server.store.LiveRelease;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.EofException;

/** What a microservice's containers print, a line each, with the pod before it when there are several. */
final class MicroserviceLogsEndpoint implements Endpoint {
    private static final int MAX_TAIL = 100_000;

    private final MicroserviceLookup lookup;
    private final Cluster cluster;
    private final LiveSecrets liveSecrets;
    private final LogFollowers followers = new LogFollowers();

    MicroserviceLogsEndpoint(MicroserviceLookup lookup, Cluster cluster, LiveSecrets liveSecrets) {
        this.lookup = lookup;
        this.cluster = cluster;
        this.liveSecrets = liveSecrets;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(MicroserviceLookup.PATH + "/logs");
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        MicroserviceLookup.Found found = lookup.find(call);
        LiveRelease live = found.live();
        Optional<String> pod = call.text("pod");
        ObjectKey workload = found.workload(cluster, pod);
        Optional<Integer> tail = call.number("tail").map(lines -> (int) Math.min(lines, MAX_TAIL));
        PodQuery pods = new PodQuery(workload, pod, call.text("container"));
        boolean severalPods =
                pod.isEmpty() && cluster.pods(live.release(), workload).size() > 1;

        SecretMask secrets = liveSecrets.mask(found.environment().id(), live.release());
        OutputStream out = response.getOutputStream();
        LogQuery query = new LogQuery(pods, call.flag("follow"), tail);
        Runnable reading = () -> cluster.logs(live.release(), query, line -> write(out, line, severalPods, secrets));
        response.setContentType("text/plain;charset=utf-8");
        try {
            if (query.follow()) {
                followers.follow(call.request(), response, reading);
            } else {
                reading.run();
            }
        } catch (UncheckedIOException e) {
            throw new EofException(e.getCause());
        }
    }

    private static void write(OutputStream out, PodLogLine line, boolean severalPods, SecretMask secrets) {
        String pod = severalPods ? line.pod() + " | " : "";
        String text = LogText.lines(line.text(), secrets).stream()
                .map(shown -> pod + shown + "\n")
                .collect(Collectors.joining());
        synchronized (out) {
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
