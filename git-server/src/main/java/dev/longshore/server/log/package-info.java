/** The logs of pushes: written once, followed by any number of viewers. */
@NullMarked
package dev.longshore.server.log;

import org.jspecify.annotations.NullMarked;
