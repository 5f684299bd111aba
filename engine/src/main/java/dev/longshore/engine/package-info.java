/** A Docker-compatible engine of one machine: images, containers, networks and volumes. Docker Engine API 1.41 and newer. */
@NullMarked
package dev.longshore.engine;

import org.jspecify.annotations.NullMarked;
