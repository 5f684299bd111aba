/** Images of a project: which must be built, under which names, and building them. */
@NullMarked
package dev.longshore.builder;

import org.jspecify.annotations.NullMarked;
