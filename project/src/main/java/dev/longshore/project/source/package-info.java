/** A tree of files as Git stores it, without a checkout. */
@NullMarked
package dev.longshore.project.source;

import org.jspecify.annotations.NullMarked;
