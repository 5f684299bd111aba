package dev.longshore.builder;

import dev.longshore.builder.BuildOutcome.Available;
import dev.longshore.builder.BuildOutcome.Failed;
import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextException;
import dev.longshore.builder.context.ContextTar;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageBuildException;
import dev.longshore.engine.Images.Build;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.dockerfile.DockerfileReading;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.release.Image;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the images of one environment with an engine, whose own builder runs the Dockerfiles. */
public final class EngineImageBuilder implements ImageBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(EngineImageBuilder.class);
    private static final int MAX_DOCKERFILE_BYTES = 1024 * 1024;

    private final Engine engine;
    private final EnvironmentName environment;
    private final BuildNetwork network;
    private final Clock clock;
    private final ForeignImages foreign;
    private final ReadyMadeImages readyMade;

    public EngineImageBuilder(Engine engine, EnvironmentName environment, BuildNetwork network, Clock clock) {
        this.engine = engine;
        this.environment = environment;
        this.network = network;
        this.clock = clock;
        this.foreign = new ForeignImages(environment);
        this.readyMade = new ReadyMadeImages(engine, foreign, clock);
    }

    @Override
    public BuildOutcome build(PlannedBuild planned, SourceTree tree, Progress progress) throws InterruptedException {
        String subject = planned.microservice();
        try {
            return build(planned, BuildContext.of(tree, planned.build()), progress);
        } catch (ContextException e) {
            return new Failed(subject + ": " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{}: the repository can't be read", planned.reference(), e);
            return new Failed(subject + ": the server can't read the repository; its own log says why");
        } catch (EngineException e) {
            return EngineTrouble.outcome(subject, e);
        }
    }

    private BuildOutcome build(PlannedBuild planned, BuildContext context, Progress progress)
            throws IOException, InterruptedException {
        Instant start = clock.instant();
        String subject = planned.microservice();
        ContextTar tar = ContextTar.of(context, start, ContextTar.DEFAULT_BUDGET);
        DockerfileReading reading =
                DockerfileReader.read(planned.build().dockerfile().value(), text(context));
        Dockerfile dockerfile = reading.dockerfile();
        Optional<String> refusal = DockerfileProblems.summary(reading)
                .or(() -> EngineDifferences.in(dockerfile))
                .or(() -> foreign.refusal(dockerfile, engine.images()::find));
        if (refusal.isPresent()) {
            return new Failed(subject + ": " + refusal.get());
        }
        reading.warnings().forEach(warning -> progress.step(Verb.WARNING, subject, DockerfileProblems.line(warning)));
        boolean fromCache = planned.decision() != PlannedBuild.Decision.REBUILD;
        Build build = new Build(
                context.dockerfilePath(), planned.reference(), Map.of(), labels(subject), fromCache, network.name());
        BuildLog log = new BuildLog(
                subject, progress, dockerfile.steps().size(), build.labels().size());
        try (ContextPipe pipe = ContextPipe.open(tar)) {
            return available(planned.reference(), run(build, pipe, log), subject, progress, start);
        } catch (ImageBuildException e) {
            return new Failed(subject + ": "
                    + BuildFailure.describe(planned.build().dockerfile(), dockerfile, log.step(), e.getMessage()));
        }
    }

    private LocalImage run(Build build, ContextPipe pipe, BuildLog log) throws IOException {
        try {
            return engine.images().build(build, pipe, log::add);
        } catch (EngineException e) {
            if (pipe.failure().isPresent() && pipe.failure().get() instanceof ContextException refusal) {
                refusal.addSuppressed(e);
                throw refusal;
            }
            throw e;
        }
    }

    private BuildOutcome available(
            String reference, LocalImage image, String subject, Progress progress, Instant start) {
        Image made = new Image(reference, image.id());
        progress.step(
                Verb.BUILD,
                subject,
                "sha256:" + made.shortId() + "  " + Megabytes.of(image.sizeBytes()),
                Duration.between(start, clock.instant()));
        return new Available(made);
    }

    private Map<String, String> labels(String microservice) {
        return Map.of(ForeignImages.ENVIRONMENT_LABEL, environment.value(), "dev.longshore.microservice", microservice);
    }

    private static String text(BuildContext context) throws IOException {
        SourceEntry dockerfile = context.dockerfile().orElseThrow();
        try (InputStream content = context.tree().open(dockerfile)) {
            byte[] bytes = content.readNBytes(MAX_DOCKERFILE_BYTES + 1);
            if (bytes.length > MAX_DOCKERFILE_BYTES) {
                throw new ContextException(dockerfile.path() + " is larger than 1 MiB, which no Dockerfile needs");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public boolean has(Image image) {
        return engine.images().find(image.id()).isPresent();
    }

    @Override
    public BuildOutcome provide(String subject, WantedImage wanted, Progress progress) throws InterruptedException {
        return readyMade.provide(subject, wanted, progress);
    }
}
