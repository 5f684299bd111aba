/** An engine behind the Docker Engine API, spoken to over a unix socket. */
@NullMarked
package dev.longshore.engine.docker;

import org.jspecify.annotations.NullMarked;
