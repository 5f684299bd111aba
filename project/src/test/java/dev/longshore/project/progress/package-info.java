@NullMarked
package dev.longshore.project.progress;

import org.jspecify.annotations.NullMarked;
