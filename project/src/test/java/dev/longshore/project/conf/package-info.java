@NullMarked
package dev.longshore.project.conf;

import org.jspecify.annotations.NullMarked;
