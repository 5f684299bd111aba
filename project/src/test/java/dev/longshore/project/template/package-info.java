@NullMarked
package dev.longshore.project.template;

import org.jspecify.annotations.NullMarked;
