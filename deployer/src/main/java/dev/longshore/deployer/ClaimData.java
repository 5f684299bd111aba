package dev.longshore.deployer;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.release.Release;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The data of claims, which only {@link #remove} ever deletes. What goes wrong is thrown as {@link ClaimException}. Whoever
 * calls what changes the cluster sees to it that the environment has no rollout meanwhile, as with {@link Cluster}.
 */
public interface ClaimData {
    /** The claims of an environment that have data, in the order of their names. */
    List<ClaimStatus> list(EnvironmentName environment, Optional<Release> live);

    /**
     * Writes a claim's data as a tar whose names are relative to the root of the volume. What is written to the claim
     * meanwhile is in it or not.
     *
     * @throws UncheckedIOException when {@code tar} can't be written to
     */
    void backUp(EnvironmentName environment, ClaimName claim, OutputStream tar);

    /** The same while what uses the claim is stopped; it is ready again when this returns, however that ends. */
    void backUpStopped(EnvironmentName environment, ClaimName claim, Optional<Release> live, OutputStream tar);

    /** Reads data that is to take the place of a claim's, wholly, and changes nothing yet. */
    Replacement read(EnvironmentName environment, ClaimName claim, InputStream tar);

    /** Deletes the data of a claim that the live release doesn't use. */
    void remove(EnvironmentName environment, ClaimName claim, Optional<Release> live);

    /** Data that may take the place of a claim's. Closing it deletes what isn't needed of it. */
    interface Replacement extends AutoCloseable {
        /**
         * Restarts what uses the claim with the new data and waits until it is ready. If it isn't, or if this server dies
         * first, the old data stays.
         */
        void putInPlace(Optional<Release> live);

        @Override
        void close();
    }
}
