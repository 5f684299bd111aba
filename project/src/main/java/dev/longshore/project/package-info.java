/** What a repository says: one {@link dev.longshore.project.Project} value read from a source tree. Nothing here does I/O. */
@NullMarked
package dev.longshore.project;

import org.jspecify.annotations.NullMarked;
