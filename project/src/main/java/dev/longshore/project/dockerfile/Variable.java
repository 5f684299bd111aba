package dev.longshore.project.dockerfile;

/** What a name in a word stands for. */
public sealed interface Variable {
    record Is(String value) implements Variable {}

    record NotSet() implements Variable {}

    /** It may have a value, which only an engine or a base image could tell. */
    record Unknown() implements Variable {}
}
