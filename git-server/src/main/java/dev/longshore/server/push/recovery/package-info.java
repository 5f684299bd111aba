/** What becomes of the pushes that a killed server left behind. */
@NullMarked
package dev.longshore.server.push.recovery;

import org.jspecify.annotations.NullMarked;
