/** Waiting, and working at the same time. */
@NullMarked
package dev.longshore.deployer.engine.concurrent;

import org.jspecify.annotations.NullMarked;
