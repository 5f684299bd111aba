/** The ways that a push can go, one class each, and the thread that goes them. */
@NullMarked
package dev.longshore.server.push.run;

import org.jspecify.annotations.NullMarked;
