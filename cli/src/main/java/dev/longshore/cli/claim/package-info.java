/** The commands about claims and their data. */
@NullMarked
package dev.longshore.cli.claim;

import org.jspecify.annotations.NullMarked;
