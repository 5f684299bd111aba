package dev.longshore.server.maintenance;

import dev.longshore.builder.stock.Needed;
import dev.longshore.project.release.Image;
import dev.longshore.project.release.Release;
import dev.longshore.server.store.BuildJournal;
import dev.longshore.server.store.ReleaseJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells from the journals which images of an environment must stay. */
public final class Retained {
    /** For how long a push that failed may be made again without building all of its images again. */
    static final Duration AFTER_PUSH = Duration.ofHours(6);

    private final ReleaseJournal releases;
    private final BuildJournal builds;
    private final int keptReleases;

    /** @param keptReleases how many of an environment's newest releases keep their images */
    public Retained(ReleaseJournal releases, BuildJournal builds, int keptReleases) {
        this.releases = releases;
        this.builds = builds;
        this.keptReleases = keptReleases;
    }

    /** What the releases need that are live or can be rolled back to, and what a push may soon want again. */
    Needed usually(long environmentId, Instant now) {
        List<Release> kept = releases.newestBodies(environmentId, keptReleases);
        Instant recently = now.minus(AFTER_PUSH);
        Set<String> images = Stream.concat(names(kept).stream(), builds.ofVainPushes(environmentId, recently).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Needed(ids(kept), images, images, recently);
    }

    /** What the releases need, with prefixes for the live one alone. */
    Needed atLeast(long environmentId, Instant now) {
        List<Release> kept = releases.newestBodies(environmentId, keptReleases);
        return new Needed(ids(kept), names(kept), names(kept.subList(0, Math.min(1, kept.size()))), now);
    }

    private static Set<String> ids(List<Release> of) {
        return images(of, Image::id);
    }

    private static Set<String> names(List<Release> of) {
        return images(of, Image::reference);
    }

    private static Set<String> images(List<Release> of, Function<Image, String> what) {
        return of.stream()
                .map(release -> release.images().values())
                .flatMap(Collection::stream)
                .map(what)
                .collect(Collectors.toUnmodifiableSet());
    }
}
