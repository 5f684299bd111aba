/** What runs: rendered objects, images and routes of one commit. */
@NullMarked
package dev.longshore.project.release;

import org.jspecify.annotations.NullMarked;
