package dev.longshore.project.problem;

/** A value and where it was written. */
public record Located<T>(T value, Position position) {}
