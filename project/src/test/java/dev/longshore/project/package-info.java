@NullMarked
package dev.longshore.project;

import org.jspecify.annotations.NullMarked;
