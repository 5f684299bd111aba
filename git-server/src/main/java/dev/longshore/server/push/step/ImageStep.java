package dev.longshore.server.push.step;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.builder.ImageBuilder;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.builder.WantedImage;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import dev.longshore.project.release.Image;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.push.queue.AnnouncedPermits;
import dev.longshore.server.push.queue.FairPermits;
import dev.longshore.server.push.queue.ImageDeadline;
import dev.longshore.server.push.queue.Permits;
import dev.longshore.server.push.queue.TaskGroup;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushProgress;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.Sentences;
import dev.longshore.server.store.BuildJournal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Makes all images of a release available: builds and ready-made ones side by side, never more at once than the server
 * allows, by turns with other environments. The first failure cancels the others, and every one of them has ended when this returns.
 */
public final class ImageStep {
    private final Function<EnvironmentName, ImageBuilder> builders;
    private final BuildJournal journal;
    private final ExecutorService threads;
    private final FairPermits permits;
    private final ImageDeadline deadline;

    /** @param threads must not be bounded: a builder may itself wait for tasks that it starts */
    public ImageStep(
            Function<EnvironmentName, ImageBuilder> builders,
            BuildJournal journal,
            ExecutorService threads,
            int atOnce,
            ImageDeadline deadline) {
        this.builders = builders;
        this.journal = journal;
        this.threads = threads;
        this.permits = new FairPermits(atOnce);
        this.deadline = deadline;
    }

    /**
     * @param built an image for every build
     * @param readyMade reference → image
     */
    public record Images(Map<ImageBuild, Image> built, Map<String, Image> readyMade) {}

    /**
     * @param readyMade reference → who names it
     * @param live what the live release has
     */
    public Images run(
            ActivePush push,
            List<PlannedBuild> plan,
            Map<String, ReadyMade> readyMade,
            SourceTree tree,
            Map<String, Image> live)
            throws PushRejectedException, InterruptedException, ExecutionException {
        ImageBuilder builder = builders.apply(push.request().environment().name());
        List<String> references = List.copyOf(readyMade.keySet());
        List<Callable<BuildOutcome>> tasks = new ArrayList<>();
        Map<String, PlannedBuild> needed = needed(plan);
        List<String> names = List.copyOf(needed.keySet());
        needed.values().forEach(planned -> tasks.add(() -> build(builder, push, planned, tree)));
        readyMade.forEach((reference, named) -> tasks.add(() ->
                provide(builder, push, named, named.wanted(reference, Optional.ofNullable(live.get(reference))))));

        Permits turns =
                new AnnouncedPermits(permits.of(push.request().environment().id()), push.progress());
        List<Image> images = images(
                push, new TaskGroup<BuildOutcome>(threads, turns, BuildOutcome.Failed.class::isInstance).runAll(tasks));

        Map<ImageBuild, Image> built = new HashMap<>();
        plan.forEach(planned -> built.put(planned.build(), images.get(names.indexOf(planned.reference()))));
        Map<String, Image> provided = new HashMap<>();
        for (int i = 0; i < references.size(); i++) {
            provided.put(references.get(i), images.get(names.size() + i));
        }
        return new Images(built, provided);
    }

    /** Of several containers that share an image the one that it is built for. */
    private static Map<String, PlannedBuild> needed(List<PlannedBuild> plan) {
        Map<String, PlannedBuild> needed = new LinkedHashMap<>();
        plan.forEach(
                planned -> needed.merge(planned.reference(), planned, (first, next) -> first.isBuilt() ? first : next));
        return needed;
    }

    /** An image that exists is only looked up: nothing is built twice. */
    private BuildOutcome build(ImageBuilder builder, ActivePush push, PlannedBuild planned, SourceTree tree)
            throws InterruptedException {
        long row = journal.start(new BuildJournal.Planned(
                push.request().environment().id(),
                push.id(),
                planned.microservice(),
                planned.reference(),
                planned.decision().text(),
                planned.reason()));
        try (PushProgress.Activity building = push.progress()
                .begin(elapsed -> ProgressText.step(Verb.BUILD, planned.microservice(), "still building", elapsed))) {
            BuildOutcome outcome = deadline.run(
                    planned.microservice(),
                    () -> planned.isBuilt()
                            ? builder.build(planned, tree, push.progress())
                            : builder.provide(
                                    planned.microservice(), WantedImage.of(planned.reference()), push.progress()));
            journal.finish(
                    row,
                    outcome instanceof BuildOutcome.Available available
                            ? available.image().id()
                            : push.masked(((BuildOutcome.Failed) outcome).reason()));
            return outcome;
        }
    }

    private BuildOutcome provide(ImageBuilder builder, ActivePush push, ReadyMade named, WantedImage wanted)
            throws InterruptedException {
        String microservice = named.microservice();
        try (PushProgress.Activity fetching = push.progress()
                .begin(elapsed ->
                        ProgressText.step(Verb.BUILD, microservice, "still fetching " + wanted.reference(), elapsed))) {
            BuildOutcome outcome =
                    deadline.run(microservice, () -> builder.provide(microservice, wanted, push.progress()));
            return outcome instanceof BuildOutcome.Failed failed
                    ? new BuildOutcome.Failed(failed.reason() + " (" + named.container() + ")")
                    : outcome;
        }
    }

    private static List<Image> images(ActivePush push, List<Optional<BuildOutcome>> outcomes)
            throws PushRejectedException {
        for (Optional<BuildOutcome> outcome : outcomes) {
            if (outcome.isPresent() && outcome.get() instanceof BuildOutcome.Failed failed) {
                String reason = push.masked(failed.reason());
                throw PushRejectedException.failed(Sentences.closed(reason), Sentences.first(reason));
            }
        }
        return outcomes.stream()
                .map(outcome -> ((BuildOutcome.Available) outcome.orElseThrow()).image())
                .toList();
    }
}
