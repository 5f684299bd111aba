/** Changes of what is live that come without a commit: restart, scale, remove. */
@NullMarked
package dev.longshore.server.push.change;

import org.jspecify.annotations.NullMarked;
