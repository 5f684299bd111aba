@NullMarked
package dev.longshore.project.registry;

import org.jspecify.annotations.NullMarked;
