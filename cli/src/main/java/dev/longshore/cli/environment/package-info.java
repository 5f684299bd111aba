/** The commands about an environment itself. */
@NullMarked
package dev.longshore.cli.environment;

import org.jspecify.annotations.NullMarked;
