/** Which server, project and environment a command is about. */
@NullMarked
package dev.longshore.cli.target;

import org.jspecify.annotations.NullMarked;
