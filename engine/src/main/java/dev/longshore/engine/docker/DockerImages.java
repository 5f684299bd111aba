package dev.longshore.engine.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.Composition;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageFiles;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import dev.longshore.engine.StoredImage;
import dev.longshore.project.registry.RegistryLogin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

final class DockerImages implements Images {
    private static final String DIGEST_PREFIX = "sha256:";

    private final DockerConnection connection;
    private final DockerBuild builds;
    private final ImageDescriptions descriptions;
    private final ImageComposer composer;
    private final ImageViews views;
    private final ImageListing listing;

    DockerImages(DockerConnection connection, Dialect dialect) {
        this.connection = connection;
        this.builds = new DockerBuild(connection, dialect);
        this.descriptions = new ImageDescriptions(connection, dialect);
        this.composer = new ImageComposer(connection, dialect, descriptions);
        this.views = new ImageViews(connection, new DockerContainers(connection, dialect), this);
        this.listing = new ImageListing(connection, dialect);
    }

    @Override
    public Optional<LocalImage> find(String referenceOrId) {
        ImageReference.parse(referenceOrId);
        return connection.call("look up image " + referenceOrId, () -> {
            try {
                return Optional.of(
                        image(connection.client().inspectImageCmd(referenceOrId).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<StoredImage> list(Map<String, String> labels) {
        return listing.of(labels);
    }

    @Override
    public LocalImage pull(String reference, Optional<RegistryLogin> login, Consumer<String> output) {
        ImageReference image = ImageReference.parse(reference);
        String action = "fetch image " + reference;
        // Without a tag the engine would fetch all of them.
        String path = new RequestPath("/images/create")
                .with("fromImage", image.repository())
                .with("tag", image.tag().orElse(""))
                .toString();
        Request.Builder request = Request.builder().method(Request.Method.POST).path(path);
        login.ifPresent(known -> request.putHeader(RegistryAuth.HEADER, RegistryAuth.of(known, connection.json())));
        connection.stream(action, () -> pull(action, request.build(), new PullProgress(output)));
        return require(reference);
    }

    private void pull(String action, Request request, PullProgress progress) {
        try (DockerHttpClient.Response response = connection.open(action, request)) {
            Optional<String> error = EngineMessages.read(connection.json(), response.getBody(), progress::add);
            if (error.isPresent()) {
                throw new EngineException("the engine can't " + action + ": " + error.get());
            }
        } catch (IOException e) {
            throw connection.failure(action, e);
        }
    }

    @Override
    public LocalImage build(Build build, InputStream context, Consumer<String> output) {
        ImageReference.parse(build.reference());
        connection.stream("build " + build.reference(), () -> builds.run(build, context, output));
        return require(build.reference());
    }

    @Override
    public void export(String id, OutputStream tar) {
        ImageReference.parse(id);
        String action = "read image " + id;
        Request get = Request.builder()
                .method(Request.Method.GET)
                .path("/images/" + id + "/get")
                .build();
        connection.stream(action, () -> Download.to(tar, connection, action, get));
    }

    @Override
    public ImageConfig config(String id) {
        return descriptions.config(id);
    }

    @Override
    public ImageFiles files(String id) {
        return views.open(id);
    }

    @Override
    public LocalImage compose(Composition composition) {
        String id = composer.compose(composition);
        LocalImage image = require(composition.reference());
        if (!image.id().equals(id)) {
            throw new EngineException("the engine has image " + image.id() + " as " + composition.reference()
                    + ", instead of " + id + " which it was given: it keeps its images in another way than Longshore"
                    + " can use");
        }
        return image;
    }

    @Override
    public void tag(String id, String reference) {
        ImageReference.parse(id);
        ImageReference name = ImageReference.parse(reference);
        connection.run(
                "name image " + id + " " + reference,
                () -> connection
                        .client()
                        .tagImageCmd(id, name.repository(), name.tag().orElse("latest"))
                        .exec());
    }

    @Override
    public void remove(String referenceOrId) {
        ImageReference.parse(referenceOrId);
        connection.run("remove image " + referenceOrId, () -> {
            try {
                connection.client().removeImageCmd(referenceOrId).exec();
            } catch (NotFoundException e) {
                // Gone already, which is what was asked for.
            }
        });
    }

    private LocalImage require(String reference) {
        return find(reference).orElseThrow(() -> new EngineException("the engine has no image " + reference));
    }

    private static LocalImage image(InspectImageResponse image) {
        String id = Optional.ofNullable(image.getId())
                .orElseThrow(() -> new DockerException("the engine described an image without its id", 200));
        Optional<ContainerConfig> config = Optional.ofNullable(image.getConfig());
        List<Integer> ports = Arrays.stream(
                        config.map(ContainerConfig::getExposedPorts).orElse(new ExposedPort[0]))
                .filter(port -> port.getProtocol() == InternetProtocol.TCP)
                .map(ExposedPort::getPort)
                .sorted()
                .toList();
        List<String> volumes =
                config.<Map<String, ?>>map(ContainerConfig::getVolumes).orElse(Map.of()).keySet().stream()
                        .sorted()
                        .toList();
        long size = Optional.ofNullable(image.getSize()).orElse(0L);
        Map<String, String> labels = config.map(ContainerConfig::getLabels)
                .<Map<String, String>>map(Map::copyOf)
                .orElse(Map.of());
        String user = config.map(ContainerConfig::getUser).orElse("");
        List<String> digests = Optional.ofNullable(image.getRepoDigests()).orElse(List.of());
        return new LocalImage(withAlgorithm(id), size, ports, volumes, labels, user, digests);
    }

    /** An id with the name of its algorithm, which some engines leave out. */
    static String withAlgorithm(String id) {
        return id.startsWith(DIGEST_PREFIX) ? id : DIGEST_PREFIX + id;
    }
}
