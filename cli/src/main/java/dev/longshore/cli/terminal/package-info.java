/** What a person sees: lines, tables, and failures with their exit codes. */
@NullMarked
package dev.longshore.cli.terminal;

import org.jspecify.annotations.NullMarked;
