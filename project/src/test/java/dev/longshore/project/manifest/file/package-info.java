@NullMarked
package dev.longshore.project.manifest.file;

import org.jspecify.annotations.NullMarked;
