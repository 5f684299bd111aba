/** What the server's tests share: a real git client, and rooms that do as they are told. */
@NullMarked
package dev.longshore.server.testing;

import org.jspecify.annotations.NullMarked;
