/** What the HTTP door has against those who haven't shown a token yet. */
@NullMarked
package dev.longshore.server.http;

import org.jspecify.annotations.NullMarked;
