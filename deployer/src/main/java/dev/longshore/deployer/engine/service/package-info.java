/** A Service as a small proxy with a fixed address, and the routes of the gateway. */
@NullMarked
package dev.longshore.deployer.engine.service;

import org.jspecify.annotations.NullMarked;
