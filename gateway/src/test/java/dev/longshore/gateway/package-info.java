/** The gateway seen from outside: over sockets, in front of real upstreams. */
@NullMarked
package dev.longshore.gateway;

import org.jspecify.annotations.NullMarked;
