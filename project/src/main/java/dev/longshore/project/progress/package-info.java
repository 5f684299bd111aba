/** Lines that the person who pushed sees. */
@NullMarked
package dev.longshore.project.progress;

import org.jspecify.annotations.NullMarked;
