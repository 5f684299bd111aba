/** Jobs, which run to their end, and CronJobs, which start them by the clock. */
@NullMarked
package dev.longshore.deployer.engine.job;

import org.jspecify.annotations.NullMarked;
