@NullMarked
package dev.longshore.project.manifest.reader;

import org.jspecify.annotations.NullMarked;
