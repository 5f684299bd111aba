package dev.longshore.builder;

import dev.longshore.project.ImageBuild;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a push does for one image.
 *
 * @param reference the image's name, made from the hash of all that goes into it: {@code longshore/shop/api:<hash>};
 *     another microservice's where that has an image of the same inputs
 * @param reason why, for a person: {@code microservices/api changed (9d1c0e2 → 41ab77f): search.py}
 * @param bases the images that its Dockerfile names, each once
 */
public record PlannedBuild(
        String microservice,
        ImageBuild build,
        String reference,
        Decision decision,
        String reason,
        List<BaseUse> bases) {
    public PlannedBuild {
        bases = List.copyOf(bases);
    }

    /** A build whose Dockerfile names no image. */
    public PlannedBuild(String microservice, ImageBuild build, String reference, Decision decision, String reason) {
        this(microservice, build, reference, decision, reason, List.of());
    }

    /** The same image, built whatever there is already. */
    public PlannedBuild again(Bases known) {
        if (decision == Decision.SHARE) {
            return this;
        }
        String changes = BuildReason.changedBases(bases, known);
        return new PlannedBuild(
                microservice,
                build,
                reference,
                Decision.REBUILD,
                changes.isEmpty() ? "asked for" : "asked for; " + changes,
                bases);
    }

    /** The same plan, with a reason that says more. */
    public PlannedBuild because(String better) {
        return new PlannedBuild(microservice, build, reference, decision, better, bases);
    }

    /** The ids of the images that are known, by the names that the Dockerfile has for them. */
    Map<String, String> pinned() {
        return bases.stream()
                .filter(base -> base.id().isPresent())
                .collect(Collectors.toMap(BaseUse::reference, base -> base.id().orElseThrow()));
    }

    /** Whether the image is made, rather than looked up. */
    public boolean isBuilt() {
        return decision == Decision.BUILD || decision == Decision.REBUILD;
    }

    public enum Decision {
        /** No image of these inputs exists. */
        BUILD("build"),
        /** An image of these inputs exists, but it isn't the live one. */
        REUSE("reused"),
        /** The same push builds an image of these inputs for another container. */
        SHARE("reused"),
        /** The live image has these inputs. */
        UNCHANGED("as is"),
        /** Someone wants it built although an image of these inputs may exist. */
        REBUILD("rebuild");

        private final String text;

        Decision(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
