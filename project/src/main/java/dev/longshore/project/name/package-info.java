/** The validated names that everything else is keyed by. */
@NullMarked
package dev.longshore.project.name;

import org.jspecify.annotations.NullMarked;
