/** What an attacker sends, by the real git client or as raw bytes, and what the server promises against it. */
@NullMarked
package dev.longshore.hostile;

import org.jspecify.annotations.NullMarked;
