package dev.longshore.builder.layer;

/** The numbers of a user and a group. */
public record Owner(int user, int group) {
    public static final Owner ROOT = new Owner(0, 0);
}
