package dev.longshore.deployer.engine.files;

import dev.longshore.project.problem.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A file of the cluster's that can't be read or written, told with its reason. */
public final class FileFailure {
    private FileFailure() {}

    /** @param what names the file: {@code can't write /data/gateway/shop.json} */
    public static UncheckedIOException of(String what, IOException cause) {
        return new UncheckedIOException(what + ": " + IoReason.of(cause), cause);
    }
}
