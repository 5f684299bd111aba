/** A file of Kubernetes objects: its documents and lists, and retired API versions upgraded. */
@NullMarked
package dev.longshore.project.manifest.file;

import org.jspecify.annotations.NullMarked;
