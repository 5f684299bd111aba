/** The cluster that is one machine's container engine: replicas are containers, Services are small proxies. */
@NullMarked
package dev.longshore.deployer.engine;

import org.jspecify.annotations.NullMarked;
