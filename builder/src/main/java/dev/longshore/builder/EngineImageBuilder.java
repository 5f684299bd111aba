package dev.longshore.builder;

import dev.longshore.builder.BuildOutcome.Available;
import dev.longshore.builder.BuildOutcome.Failed;
import dev.longshore.builder.StageBases.Provided;
import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextException;
import dev.longshore.builder.context.ContextTar;
import dev.longshore.builder.inprocess.InProcessBuilder;
import dev.longshore.builder.inprocess.InProcessBuilder.Made;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.recipe.Recipe;
import dev.longshore.builder.recipe.StagePlan;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageBuildException;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.dockerfile.DockerfileReading;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.ByteCount;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.release.Image;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the images of one environment on an engine: in process where that is possible, else by the engine's own builder. */
public final class EngineImageBuilder implements ImageBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(EngineImageBuilder.class);

    private final Engine engine;
    private final EnvironmentName environment;
    private final InProcessBuilder inProcess;
    private final EngineBuilder byEngine;
    private final StageBases stageBases;
    private final Clock clock;
    private final ForeignImages foreign;
    private final ReadyMadeImages readyMade;
    private final BaseStore store;

    /** @param inProcess shared by all environments: it remembers what it has learnt of their bases */
    public EngineImageBuilder(
            Engine engine, EnvironmentName environment, BuildSandbox sandbox, InProcessBuilder inProcess, Clock clock) {
        this.engine = engine;
        this.environment = environment;
        this.inProcess = inProcess;
        this.foreign = new ForeignImages(environment);
        this.byEngine = new EngineBuilder(engine.images(), sandbox);
        BaseImages bases = new BaseImages(engine.images(), foreign);
        this.stageBases = new StageBases(bases, new PrefixBuilder(engine.images(), bases, inProcess, byEngine, clock));
        this.clock = clock;
        this.readyMade = new ReadyMadeImages(engine, foreign, clock);
        this.store = new EngineBaseStore(engine.images(), foreign);
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
        } catch (ImageBuildException e) {
            return new Failed(subject + ": " + e.getMessage());
        } catch (EngineException e) {
            return EngineTrouble.outcome(subject, e);
        }
    }

    private BuildOutcome build(PlannedBuild planned, BuildContext context, Progress progress)
            throws IOException, InterruptedException {
        Instant start = clock.instant();
        String subject = planned.microservice();
        ContextTar tar = ContextTar.of(context, start, ContextTar.DEFAULT_BUDGET);
        String text = DockerfileText.of(context, context.dockerfile().orElseThrow());
        DockerfileReading reading =
                DockerfileReader.read(planned.build().dockerfile().value(), text);
        Dockerfile dockerfile = reading.dockerfile();
        Optional<String> refusal = DockerfileProblems.summary(reading)
                .or(() -> EngineDifferences.in(dockerfile))
                .or(() -> foreign.refusal(dockerfile, engine.images()::find));
        if (refusal.isPresent()) {
            return new Failed(subject + ": " + refusal.get());
        }
        reading.warnings().forEach(warning -> progress.step(Verb.WARNING, subject, DockerfileProblems.line(warning)));
        Recipe recipe = new Recipe(
                subject,
                planned.reference(),
                planned.build(),
                planned.decision() != PlannedBuild.Decision.REBUILD,
                context,
                dockerfile,
                text,
                labels(subject),
                planned.pinned());
        try {
            return inProcess(recipe, progress, start);
        } catch (NeedsEngineException e) {
            progress.step(Verb.BUILD, subject, "by the engine: " + e.getMessage());
        }
        LocalImage image = byEngine.build(recipe, tar, dockerfile, progress);
        return available(recipe, image, ByteCount.text(image.sizeBytes()), progress, start);
    }

    private BuildOutcome inProcess(Recipe recipe, Progress progress, Instant start)
            throws NeedsEngineException, IOException, InterruptedException {
        StagePlan plan = StagePlan.of(recipe.dockerfile(), recipe.text());
        Provided bases = stageBases.provide(recipe, plan, progress);
        Made made = inProcess.build(recipe, plan, bases.ids(), bases.way(), progress);
        return available(recipe, made.image(), made.text(), progress, start);
    }

    private BuildOutcome available(Recipe recipe, LocalImage image, String size, Progress progress, Instant start) {
        Image made = new Image(recipe.reference(), image.id());
        progress.step(
                Verb.BUILD,
                recipe.subject(),
                "sha256:" + made.shortId() + "  " + size,
                Duration.between(start, clock.instant()));
        return new Available(made);
    }

    private Map<String, String> labels(String microservice) {
        return Map.of(ForeignImages.ENVIRONMENT_LABEL, environment.value(), "dev.longshore.microservice", microservice);
    }

    @Override
    public boolean has(Image image) {
        return engine.images().find(image.id()).isPresent();
    }

    @Override
    public BuildOutcome provide(String subject, WantedImage wanted, Progress progress) throws InterruptedException {
        return readyMade.provide(subject, wanted, progress);
    }

    @Override
    public BaseStore bases() {
        return store;
    }
}
