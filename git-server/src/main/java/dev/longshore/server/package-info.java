/** The server program. */
@NullMarked
package dev.longshore.server;

import org.jspecify.annotations.NullMarked;
