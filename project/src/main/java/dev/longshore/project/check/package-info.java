/** Whether the parts of a project fit together. */
@NullMarked
package dev.longshore.project.check;

import org.jspecify.annotations.NullMarked;
