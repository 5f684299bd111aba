/** Who calls and what they may do. */
@NullMarked
package dev.longshore.server.access;

import org.jspecify.annotations.NullMarked;
