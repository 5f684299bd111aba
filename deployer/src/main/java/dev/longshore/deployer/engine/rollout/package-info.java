/** From one release to the next, and the way back: replicas, Services, routes, and the repair of what is live. */
@NullMarked
package dev.longshore.deployer.engine.rollout;

import org.jspecify.annotations.NullMarked;
