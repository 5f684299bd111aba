package dev.longshore.project.dockerfile;

/** What the words of an instruction can refer to. */
@FunctionalInterface
public interface Variables {
    Variables NONE = name -> new Variable.NotSet();

    /** Those of a base image of which nothing is known. */
    Variables UNKNOWN = name -> new Variable.Unknown();

    Variable find(String name);
}
