package dev.longshore.builder.layer;

import dev.longshore.builder.context.LfsPointer;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;

/** A file of the repository. */
record RepositoryFile(SourceTree tree, SourceEntry entry) implements FileContent {
    @Override
    public long size() {
        return tree.size(entry);
    }

    @Override
    public InputStream open() throws IOException {
        return LfsPointer.refused(entry, size(), tree.open(entry));
    }
}
