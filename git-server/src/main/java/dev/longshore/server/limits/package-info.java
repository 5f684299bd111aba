/** How much a push or a fetch may take: sizes, counts, rates, times and the disk. */
@NullMarked
package dev.longshore.server.limits;

import org.jspecify.annotations.NullMarked;
