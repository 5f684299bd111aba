/** How a container is asked whether it is well: HTTP, TCP, gRPC. */
@NullMarked
package dev.longshore.deployer.engine.probe;

import org.jspecify.annotations.NullMarked;
