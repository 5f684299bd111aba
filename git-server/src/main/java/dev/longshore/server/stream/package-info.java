/** Streams in both directions between a client and something in the cluster, over websockets. */
@NullMarked
package dev.longshore.server.stream;

import org.jspecify.annotations.NullMarked;
