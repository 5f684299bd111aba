/** The server as its users see it. */
@NullMarked
package dev.longshore.server;

import org.jspecify.annotations.NullMarked;
