package dev.longshore.server.testing;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.builder.ImageBuilder;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.builder.WantedImage;
import dev.longshore.builder.stock.BuiltImage;
import dev.longshore.builder.stock.ImageStock;
import dev.longshore.builder.stock.Surplus;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.release.Image;
import dev.longshore.project.source.SourceTree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A builder that does as it is told: succeeds, fails, throws, or waits to be let go. What it built can be removed. */
public final class FakeBuilder implements ImageBuilder, ImageStock {
    private final List<String> built = new CopyOnWriteArrayList<>();
    private final Set<String> images = ConcurrentHashMap.newKeySet();
    private final Map<String, String> withheld = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final FakeBaseStore bases = new FakeBaseStore();
    private volatile Behaviour behaviour = (planned, progress) -> available(planned.reference());

    /** What happens when an image is to be built. */
    @FunctionalInterface
    public interface Behaviour {
        BuildOutcome build(PlannedBuild planned, Progress progress) throws InterruptedException;
    }

    public void set(Behaviour next) {
        behaviour = next;
    }

    /** Makes builds wait until the result is counted down, after a line of output. */
    public CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        behaviour = (planned, progress) -> {
            progress.output(planned.microservice(), "step 1 of 2");
            latch.await();
            return available(planned.reference());
        };
        return latch;
    }

    public void succeed() {
        behaviour = (planned, progress) -> available(planned.reference());
    }

    /** Whether an image has been built. */
    public boolean has(String reference) {
        return images.contains(reference);
    }

    /** The microservices that were built, in the order of their starts. */
    public List<String> built() {
        return built;
    }

    @Override
    public BuildOutcome build(PlannedBuild planned, SourceTree tree, Progress progress) throws InterruptedException {
        built.add(planned.microservice());
        BuildOutcome outcome = behaviour.build(planned, progress);
        if (outcome instanceof BuildOutcome.Available available) {
            images.add(available.image().reference());
            lost.remove(available.image().reference());
        }
        return outcome;
    }

    /** Makes an image be there that nobody asked for. */
    public void add(String reference) {
        images.add(reference);
    }

    /** Makes all images be gone that were built. */
    public void forget() {
        images.clear();
    }

    /** Makes an image be gone. */
    public void lose(String reference) {
        lost.add(reference);
    }

    @Override
    public boolean has(Image image) {
        return !lost.contains(image.reference());
    }

    /** Images made in process, as their time has nothing to do with when that was. */
    @Override
    public List<BuiltImage> of(EnvironmentName environment) {
        return images.stream()
                .map(reference -> new BuiltImage(id(reference), List.of(reference), Instant.EPOCH))
                .toList();
    }

    @Override
    public boolean remove(Surplus surplus) {
        surplus.names().forEach(this::lose);
        return images.removeAll(surplus.names());
    }

    @Override
    public BuildOutcome provide(String subject, WantedImage wanted, Progress progress) {
        return Optional.ofNullable(withheld.get(wanted.reference()))
                .<BuildOutcome>map(BuildOutcome.Failed::new)
                .orElseGet(() -> available(wanted.reference()));
    }

    @Override
    public FakeBaseStore bases() {
        return bases;
    }

    /** Makes an image be one that isn't provided, for this reason. */
    public void withhold(String reference, String reason) {
        withheld.put(reference, reason);
    }

    public static BuildOutcome available(String reference) {
        return new BuildOutcome.Available(new Image(reference, id(reference)));
    }

    private static String id(String reference) {
        return "sha256:" + Integer.toHexString(reference.hashCode());
    }
}
