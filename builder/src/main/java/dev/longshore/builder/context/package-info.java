/** The files that a build may use: which ones, and as the tar stream that an engine takes. */
@NullMarked
package dev.longshore.builder.context;

import org.jspecify.annotations.NullMarked;
