/** The way of a push: from accepted to live, or to a verdict that says why not. */
@NullMarked
package dev.longshore.server.push;

import org.jspecify.annotations.NullMarked;
