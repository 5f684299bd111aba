package dev.longshore.project.dockerfile;

/** What may stand behind a flag's name. */
enum FlagType {
    /** {@code --link}, {@code --link=false} */
    CHOICE,
    TEXT,
    /** May be given several times. */
    TEXTS
}
