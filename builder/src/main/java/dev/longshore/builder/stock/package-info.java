/** Which images there are that Longshore has built, and which of them nobody needs any more. */
@NullMarked
package dev.longshore.builder.stock;

import org.jspecify.annotations.NullMarked;
