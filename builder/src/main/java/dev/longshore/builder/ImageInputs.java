package dev.longshore.builder;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.recipe.PrefixInputs;
import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that goes into an image: its Dockerfile, the files that its steps use, and the images below it. Where the Dockerfile
 * doesn't tell which files are used, all of the context are.
 */
final class ImageInputs {
    private final BuildContext context;
    private final List<BaseUse> bases;

    /** Relative to the context. */
    private final Optional<Set<SourcePath>> told;

    private ImageInputs(BuildContext context, List<BaseUse> bases, Optional<Set<SourcePath>> told) {
        this.context = context;
        this.bases = List.copyOf(bases);
        this.told = told;
    }

    static ImageInputs of(BuildContext context, Bases known) {
        Optional<Dockerfile> dockerfile = DockerfileText.parsed(context);
        List<StageGraph.Use> uses = dockerfile
                .map(read -> StageGraph.of(read, Scope.global(read, BuildArguments.NONE))
                        .uses())
                .orElse(List.of());
        List<BaseUse> bases = uses.stream()
                .filter(use -> use.reference() instanceof OfImage)
                .map(use -> ((OfImage) use.reference()).reference())
                .distinct()
                .map(reference -> new BaseUse(reference, known.find(reference).map(PinnedBase::id)))
                .toList();
        // A base that has triggers may use any file.
        boolean isTold = bases.stream()
                .allMatch(base -> known.find(base.reference())
                        .filter(pinned -> !pinned.hasTriggers())
                        .isPresent());
        return dockerfile
                .filter(read -> isTold && context.exists())
                .flatMap(read -> told(read, context, bases))
                .orElseGet(() -> new ImageInputs(context, bases, Optional.empty()));
    }

    /** Looks at no other part of the context than the steps name. */
    private static Optional<ImageInputs> told(Dockerfile dockerfile, BuildContext context, List<BaseUse> bases) {
        return PrefixInputs.places(dockerfile)
                .map(places -> context.narrowedTo(
                        places.stream().map(context.build().context()::resolve).toList()))
                .flatMap(named -> PrefixInputs.told(dockerfile, ContextFiles.of(named))
                        .map(files -> new ImageInputs(named, bases, Optional.of(files))));
    }

    BuildContext context() {
        return context;
    }

    List<BaseUse> bases() {
        return bases;
    }

    /** The entries of the context that count. */
    List<SourceEntry> entries() {
        return context.entries().stream().filter(entry -> isTold(entry.path())).toList();
    }

    /** Whether a path of the repository goes into the image, if it exists. */
    boolean include(SourcePath path) {
        return context.includes(path) && isTold(path);
    }

    private boolean isTold(SourcePath path) {
        return told.isEmpty()
                || path.equals(context.build().dockerfile())
                || told.get().contains(path.relativeTo(context.build().context()));
    }
}
