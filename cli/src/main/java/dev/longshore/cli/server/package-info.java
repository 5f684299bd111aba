/** The server, as its HTTP API shows it. */
@NullMarked
package dev.longshore.cli.server;

import org.jspecify.annotations.NullMarked;
