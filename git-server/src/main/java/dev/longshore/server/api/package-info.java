/** The HTTP API and the pages. */
@NullMarked
package dev.longshore.server.api;

import org.jspecify.annotations.NullMarked;
