/** The steps that ways share: reading, planning, images, rollout, branch, and what the push says of them. */
@NullMarked
package dev.longshore.server.push.step;

import org.jspecify.annotations.NullMarked;
