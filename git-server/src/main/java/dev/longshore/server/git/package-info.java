/** Git over HTTP. */
@NullMarked
package dev.longshore.server.git;

import org.jspecify.annotations.NullMarked;
