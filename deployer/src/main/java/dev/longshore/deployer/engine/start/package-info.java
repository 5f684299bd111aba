/** Bringing pods up until they are ready, and how long those that they replace may take to end. */
@NullMarked
package dev.longshore.deployer.engine.start;

import org.jspecify.annotations.NullMarked;
