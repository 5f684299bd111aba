@NullMarked
package dev.longshore.project.problem;

import org.jspecify.annotations.NullMarked;
