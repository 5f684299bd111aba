/** Kubernetes objects as this project uses them: raw, and typed. */
@NullMarked
package dev.longshore.project.manifest;

import org.jspecify.annotations.NullMarked;
