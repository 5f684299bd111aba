/** Routes of a project, and the table that the gateway serves. */
@NullMarked
package dev.longshore.project.route;

import org.jspecify.annotations.NullMarked;
