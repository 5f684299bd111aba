/** What keeps the repositories small and whole while nobody looks. */
@NullMarked
package dev.longshore.server.maintenance;

import org.jspecify.annotations.NullMarked;
