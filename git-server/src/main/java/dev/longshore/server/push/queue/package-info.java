/** Whose turn it is: one push at a time in an environment, places for images in all, deadlines. */
@NullMarked
package dev.longshore.server.push.queue;

import org.jspecify.annotations.NullMarked;
