/** The rules that hold for all rooms. */
@NullMarked
package dev.longshore.architecture;

import org.jspecify.annotations.NullMarked;
