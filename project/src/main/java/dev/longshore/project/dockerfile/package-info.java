/**
 * Dockerfiles as values: read by the published rules, with each problem at its line and column, and written back. Nothing here
 * knows an engine.
 */
@NullMarked
package dev.longshore.project.dockerfile;

import org.jspecify.annotations.NullMarked;
