@NullMarked
package dev.longshore.project.dockerfile;

import org.jspecify.annotations.NullMarked;
