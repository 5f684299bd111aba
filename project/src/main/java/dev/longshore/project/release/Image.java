package dev.longshore.project.release;

/**
 * An image that can be run.
 *
 * @param reference the name in manifests, {@code redis:alpine} or {@code longshore/shop/api:<hash of its inputs>}
 * @param id the image's config digest, {@code sha256:…}: what really runs, whatever the name says later
 */
public record Image(String reference, String id) {
    /** The id's first twelve digits, as shown to people. */
    public String shortId() {
        String digits = id.substring(id.indexOf(':') + 1);
        return digits.substring(0, Math.min(12, digits.length()));
    }
}
