package dev.longshore.builder;

import dev.longshore.project.ImageBuild;

/**
 * What a push does for one image.
 *
 * @param reference the image's name, made from the hash of all that goes into it: {@code longshore/shop/api:<hash>}
 * @param reason why, for a person: {@code microservices/api changed (9d1c0e2 → 41ab77f): search.py}
 */
public record PlannedBuild(String microservice, ImageBuild build, String reference, Decision decision, String reason) {
    public enum Decision {
        /** No image of these inputs exists. */
        BUILD("build"),
        /** An image of these inputs exists, but it isn't the live one. */
        REUSE("reused"),
        /** The live image has these inputs. */
        UNCHANGED("as is");

        private final String text;

        Decision(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
