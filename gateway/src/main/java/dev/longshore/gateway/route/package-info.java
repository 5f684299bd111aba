/** The routes that the gateway serves: read from its route directory, swapped as a whole, acknowledged. */
@NullMarked
package dev.longshore.gateway.route;

import org.jspecify.annotations.NullMarked;
