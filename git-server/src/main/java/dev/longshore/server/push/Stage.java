package dev.longshore.server.push;

/** What a push is doing, for those who wait for it. */
enum Stage {
    WAITING("waiting"),
    READING("reading the project"),
    BUILDING("building"),
    ROLLING_OUT("rolling out");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
