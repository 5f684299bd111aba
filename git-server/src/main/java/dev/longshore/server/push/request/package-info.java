/** A push that was asked for: what it wants, how it tells of itself, how it ends. */
@NullMarked
package dev.longshore.server.push.request;

import org.jspecify.annotations.NullMarked;
