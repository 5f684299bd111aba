package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.PodStatus;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Service;
import dev.longshore.server.access.Action;
import dev.longshore.server.push.change.LiveMicroservice;
import dev.longshore.server.push.change.LiveMicroservices;
import dev.longshore.server.store.ReleaseJournal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One microservice: what the list says of it, the ports of its Services, and its pods. */
final class MicroserviceEndpoint implements Endpoint {
    private final MicroserviceLookup lookup;
    private final MicroserviceList microservices;
    private final Cluster cluster;
    private final ReleaseJournal releases;

    MicroserviceEndpoint(
            MicroserviceLookup lookup, MicroserviceList microservices, Cluster cluster, ReleaseJournal releases) {
        this.lookup = lookup;
        this.microservices = microservices;
        this.cluster = cluster;
        this.releases = releases;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(MicroserviceLookup.PATH);
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        MicroserviceLookup.Found found = lookup.find(call);
        ObjectNode body = Json.object().put("name", found.microservice().name());
        body.put("namespace", found.namespace().value());
        created(found).ifPresent(time -> body.put("createdAt", time.toString()));
        ArrayNode ports = body.putArray("ports");
        found.microservice().services().stream()
                .flatMap(service -> service.ports().stream())
                .forEach(port ->
                        ports.addObject().put("port", port.port()).put("target", target(found.microservice(), port)));
        ArrayNode workloads = body.putArray("workloads");
        rows(found).forEach(row -> workloads.add(row.json()));
        ArrayNode pods = body.putArray("pods");
        for (PodOwner owner : found.microservice().workloads()) {
            cluster.pods(found.live().release(), owner.key()).forEach(pod -> pods.add(json(pod)));
        }
        Json.write(response, body);
    }

    private List<MicroserviceRow> rows(MicroserviceLookup.Found found) {
        LiveMicroservices names = LiveMicroservices.of(found.live());
        Set<String> wanted = found.microservice().workloads().stream()
                .map(owner -> names.name(owner.key()))
                .collect(Collectors.toUnmodifiableSet());
        return microservices.rows(found.environment(), found.live()).stream()
                .filter(row -> row.namespace().equals(found.namespace().value()) && wanted.contains(row.name()))
                .toList();
    }

    /** The port of a container that has it; a number is the same in all. */
    private static int target(LiveMicroservice microservice, Service.Port port) {
        return microservice.workloads().stream()
                .flatMap(owner -> owner.template().containers().stream())
                .flatMapToInt(container -> container.resolve(port.target()).stream())
                .findFirst()
                .orElse(port.port());
    }

    private Optional<Instant> created(MicroserviceLookup.Found found) {
        return found.microservice().workloads().stream()
                .flatMap(owner -> releases.firstWith(found.environment().id(), owner.key()).stream())
                .min(Instant::compareTo);
    }

    private static ObjectNode json(PodStatus pod) {
        ObjectNode json = Json.object()
                .put("name", pod.name())
                .put("state", pod.state().text())
                .put("restarts", pod.restarts())
                .put("createdAt", pod.createdAt().toString());
        pod.startedAt().ifPresent(time -> json.put("startedAt", time.toString()));
        pod.containers().forEach(json.putArray("containers")::add);
        return json.put("detail", pod.detail());
    }
}
