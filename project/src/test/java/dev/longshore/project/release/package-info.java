@NullMarked
package dev.longshore.project.release;

import org.jspecify.annotations.NullMarked;
