package dev.longshore.builder;

import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.progress.Progress;
import java.util.Optional;
import java.util.regex.Pattern;

/** The base images of one environment on an engine. */
final class EngineBaseStore implements BaseStore {
    /** What engines put before the names of images that have no registry written before them. */
    private static final Pattern USUAL_REGISTRY = Pattern.compile("^(?:docker\\.io/)?(?:library/)?");

    private final Images images;
    private final ForeignImages foreign;

    EngineBaseStore(Images images, ForeignImages foreign) {
        this.images = images;
        this.foreign = foreign;
    }

    @Override
    public Optional<PinnedBase> find(String reference) {
        if (foreign.isForeign(reference)) {
            return Optional.empty();
        }
        try {
            return images.find(reference)
                    .filter(image -> !foreign.isForeign(image))
                    .map(image -> pinned(reference, image));
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (EngineException e) {
            // Not even a name, perhaps; the build says so, with its place.
            return Optional.empty();
        }
    }

    @Override
    public Optional<PinnedBase> pull(String reference, Progress progress) throws InterruptedException {
        return foreign.isForeign(reference) || foreign.isOwn(reference)
                ? Optional.empty()
                : fetch(reference, reference, progress).flatMap(image -> find(reference));
    }

    @Override
    public boolean provide(PinnedBase base, Progress progress) throws InterruptedException {
        if (images.find(base.id()).isPresent()) {
            return true;
        }
        Optional<String> digest = base.digest().map(known -> repository(base.reference()) + "@" + known);
        return digest.isPresent()
                && fetch(digest.get(), base.reference(), progress)
                        .filter(image -> image.id().equals(base.id()))
                        .isPresent();
    }

    private Optional<LocalImage> fetch(String reference, String subject, Progress progress)
            throws InterruptedException {
        try {
            return Optional.of(images.pull(reference, line -> progress.output(subject, line)));
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (EngineException e) {
            EngineTrouble.throwInterrupt(e);
            return Optional.empty();
        }
    }

    private PinnedBase pinned(String reference, LocalImage image) {
        String repository = plain(repository(reference));
        Optional<String> digest = image.digests().stream()
                .filter(known -> known.contains("@sha256:")
                        && plain(known.substring(0, known.indexOf('@'))).equals(repository))
                .map(known -> known.substring(known.indexOf('@') + 1))
                .findFirst();
        return new PinnedBase(
                reference,
                image.id(),
                digest,
                !images.config(image.id()).onBuild().isEmpty());
    }

    private static String plain(String repository) {
        return USUAL_REGISTRY.matcher(repository).replaceFirst("");
    }

    /** A reference without tag and digest. */
    private static String repository(String reference) {
        String name = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
