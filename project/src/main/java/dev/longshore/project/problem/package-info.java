/** What is wrong in a project, where, and what to do about it. */
@NullMarked
package dev.longshore.project.problem;

import org.jspecify.annotations.NullMarked;
