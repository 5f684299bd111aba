/** The command that connects a clone with a server. */
@NullMarked
package dev.longshore.cli.setup;

import org.jspecify.annotations.NullMarked;
