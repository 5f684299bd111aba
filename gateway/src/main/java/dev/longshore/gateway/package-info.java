/** The API gateway, a program of its own that serves the routes it is handed, with or without the server. */
@NullMarked
package dev.longshore.gateway;

import org.jspecify.annotations.NullMarked;
