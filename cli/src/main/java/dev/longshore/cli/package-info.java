/** The hasura command. */
@NullMarked
package dev.longshore.cli;

import org.jspecify.annotations.NullMarked;
