/** What the tests of the command play with: a server, and a person's machine. */
@NullMarked
package dev.longshore.cli.testing;

import org.jspecify.annotations.NullMarked;
