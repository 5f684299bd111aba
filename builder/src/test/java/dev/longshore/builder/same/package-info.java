/** Whether both ways of making an image give the same one. */
@NullMarked
package dev.longshore.builder.same;

import org.jspecify.annotations.NullMarked;
