/** What runs, told to people: pods, logs, liveness. */
@NullMarked
package dev.longshore.deployer.engine.status;

import org.jspecify.annotations.NullMarked;
