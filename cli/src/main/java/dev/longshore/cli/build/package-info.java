/** The commands about pushes and their logs. */
@NullMarked
package dev.longshore.cli.build;

import org.jspecify.annotations.NullMarked;
