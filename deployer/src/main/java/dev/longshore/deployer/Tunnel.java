package dev.longshore.deployer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A TCP connection to a program in the cluster. Closing it ends reading and writing in other threads. */
public interface Tunnel extends Closeable {
    InputStream in() throws IOException;

    OutputStream out() throws IOException;

    /** Nothing more will be written; reading goes on. */
    void endOutput() throws IOException;
}
