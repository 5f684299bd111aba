package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Position;

/**
 * An instruction in its place.
 *
 * @param lastLine of the instruction, with its heredocs
 * @param text as written, with its lines joined and without heredocs: for logs
 */
public record Step<I extends Instruction>(I instruction, Position position, int lastLine, String text) {}
