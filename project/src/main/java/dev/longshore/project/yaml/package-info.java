/** YAML that remembers where each value was written. */
@NullMarked
package dev.longshore.project.yaml;

import org.jspecify.annotations.NullMarked;
