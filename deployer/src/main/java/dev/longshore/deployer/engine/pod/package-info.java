/** A pod as containers that share a network: making, starting, asking and stopping it. */
@NullMarked
package dev.longshore.deployer.engine.pod;

import org.jspecify.annotations.NullMarked;
