/** Kubernetes objects as they are written become values, each by the reader of its kind; what can't be honoured is a problem with its place. */
@NullMarked
package dev.longshore.project.manifest.reader;

import org.jspecify.annotations.NullMarked;
