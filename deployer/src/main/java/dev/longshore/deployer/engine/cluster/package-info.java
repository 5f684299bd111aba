/** What every piece of work stands on: settings, tools, and what the engine holds at one moment. */
@NullMarked
package dev.longshore.deployer.engine.cluster;

import org.jspecify.annotations.NullMarked;
