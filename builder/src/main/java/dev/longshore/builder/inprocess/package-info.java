/** Builds images without an engine's builder: from the repository's files to layers and a configuration. */
@NullMarked
package dev.longshore.builder.inprocess;

import org.jspecify.annotations.NullMarked;
