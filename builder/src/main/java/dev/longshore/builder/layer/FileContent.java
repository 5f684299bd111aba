package dev.longshore.builder.layer;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file that goes into an image. */
public interface FileContent {
    long size();

    /**
     * The same bytes each time. The caller closes it.
     *
     * @throws dev.longshore.builder.context.ContextException when the file can't go into an image
     */
    InputStream open() throws IOException;
}
