package dev.longshore.cli.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is checked out.
 *
 * @param branch empty when a commit is checked out directly
 * @param hasCommit false in a new repository
 */
public record Head(Optional<String> branch, boolean hasCommit) {
    private static final String REF = "ref: ";
    private static final String BRANCHES = "refs/heads/";

    static Head read(GitDirectory directory) throws IOException {
        String text = Files.readString(directory.own().resolve("HEAD")).strip();
        if (!text.startsWith(REF + BRANCHES)) {
            return new Head(Optional.empty(), true);
        }
        String ref = text.substring(REF.length());
        return new Head(Optional.of(ref.substring(BRANCHES.length())), exists(ref, directory.common()));
    }

    /** A ref is a file of its own, or a line of packed-refs; in a reftable it can't be seen here and is taken to exist. */
    private static boolean exists(String ref, Path common) throws IOException {
        if (Files.exists(common.resolve(ref)) || Files.exists(common.resolve("reftable"))) {
            return true;
        }
        Path packed = common.resolve("packed-refs");
        return Files.exists(packed) && Files.readString(packed).lines().anyMatch(line -> line.endsWith(" " + ref));
    }
}
