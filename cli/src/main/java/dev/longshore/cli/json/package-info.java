/** JSON as plain values. Binding it to classes would double the time that the command takes to start. */
@NullMarked
package dev.longshore.cli.json;

import org.jspecify.annotations.NullMarked;
