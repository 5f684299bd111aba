package dev.longshore.deployer.engine.files;

import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.RolloutException;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Which of the engine's volumes holds the data of a claim. It is the first that the claim ever had, unless a file says
 * otherwise: replacing that file is the moment at which a claim has other data. The files outlive their environment, as the
 * data does.
 */
public final class ClaimDirectory {
    /** Begins as no environment's name does. */
    private static final String DIRECTORY = ".claims";

    private final ClusterDirectory cluster;

    public ClaimDirectory(ClusterDirectory cluster) {
        this.cluster = cluster;
    }

    /** The dots keep two environments apart whose names and claims run together when joined by '-'. */
    public static String firstVolume(EnvironmentName environment, ClaimName claim) {
        return "longshore-" + environment.value() + "." + claim.namespace().value() + "." + claim.name();
    }

    public String volume(EnvironmentName environment, ClaimName claim) {
        try {
            String text = Files.readString(file(environment, claim), StandardCharsets.UTF_8)
                    .strip();
            return text.isEmpty() ? firstVolume(environment, claim) : text;
        } catch (NoSuchFileException e) {
            return firstVolume(environment, claim);
        } catch (IOException e) {
            throw new RolloutException(
                    "it can't be read which volume has the data of claim " + claim + ": " + IoReason.of(e), e);
        }
    }

    public void use(EnvironmentName environment, ClaimName claim, String volume) {
        try {
            cluster.make(cluster.shared(DIRECTORY));
            ClusterDirectory.replace(file(environment, claim), volume.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw FileFailure.of("can't write which volume has the data of claim " + claim, e);
        }
    }

    public void forget(EnvironmentName environment, ClaimName claim) {
        cluster.delete(file(environment, claim));
    }

    private Path file(EnvironmentName environment, ClaimName claim) {
        return cluster.shared(DIRECTORY).resolve(firstVolume(environment, claim));
    }
}
