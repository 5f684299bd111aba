package dev.longshore.project.dockerfile;

/** A part of a text. */
record Word(String text, int offset) {}
