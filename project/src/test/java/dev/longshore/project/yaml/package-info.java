@NullMarked
package dev.longshore.project.yaml;

import org.jspecify.annotations.NullMarked;
