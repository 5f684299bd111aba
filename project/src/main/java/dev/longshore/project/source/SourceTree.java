package dev.longshore.project.source;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of one commit, read straight from the object store. Safe for use by several threads. Every method throws
 * {@link java.io.UncheckedIOException} when the store can't be read.
 */
public interface SourceTree {
    /** The entry at a path; the root is a directory. Symbolic links are entries and are never followed. */
    Optional<SourceEntry> find(SourcePath path);

    /** The entries directly in a directory, in Git's order; empty when there is no such directory. */
    List<SourceEntry> list(SourcePath directory);

    /** A file's size, or the length of a symbolic link's target, in bytes. */
    long size(SourceEntry file);

    /** A file's content, or a symbolic link's target. The caller closes it. */
    InputStream open(SourceEntry file);
}
