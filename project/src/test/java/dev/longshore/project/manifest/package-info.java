@NullMarked
package dev.longshore.project.manifest;

import org.jspecify.annotations.NullMarked;
