package dev.longshore.deployer;

import java.util.Optional;

/**
 * Makes a release the live one for the caller of {@link Cluster#rollOut}: asked once, when the release serves in place of
 * what was live before.
 */
@FunctionalInterface
public interface Commit {
    /**
     * @return empty when the release is live from now on; else why it isn't, upon which all is put back
     * @throws InterruptedException when the caller has been told to stop; all is put back
     */
    Optional<String> run() throws InterruptedException;
}
