/** The whole of Longshore, as its users meet it: the real git client, real programs, a real engine. */
@NullMarked
package dev.longshore.acceptance;

import org.jspecify.annotations.NullMarked;
