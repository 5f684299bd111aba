package dev.longshore.builder.stock;

/** Notes on the engine which images a prefix was used for, so that it stays as long as one of them does. */
public final class PrefixUse {
    private PrefixUse() {}

    /**
     * A second name for a prefix.
     *
     * @param prefix its first, {@code longshore/shop/api:prefix-<hash>}
     * @param image what is put on it, {@code longshore/shop/api:<hash>}
     */
    public static String name(String prefix, String image) {
        return prefix + "-for-" + image.substring(image.lastIndexOf(':') + 1);
    }
}
