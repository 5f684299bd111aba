package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A volume that the containers of a pod can mount. */
public record Volume(String name, Position position, Source source) {
    public sealed interface Source permits ClaimSource, FilesSource, EmptySource {}

    public record ClaimSource(String claim, boolean readOnly) implements Source {}

    /**
     * Scratch space that lives as long as the pod.
     *
     * @param inMemory whether it is kept in memory, and counts as such
     */
    public record EmptySource(boolean inMemory, Optional<Long> sizeLimitBytes) implements Source {}

    /** Files made from what the cluster knows; the later part wins where two have a path in common. */
    public record FilesSource(List<FilesPart> parts) implements Source {
        public FilesSource {
            parts = List.copyOf(parts);
        }
    }

    /** Where some files of a volume come from. */
    public sealed interface FilesPart permits ConfigMapFiles, SecretFiles, PodFiles {}

    /** Files from a ConfigMap. */
    public record ConfigMapFiles(String name, Items items, boolean optional) implements FilesPart {}

    /** Files from a Secret. */
    public record SecretFiles(String name, Items items, boolean optional) implements FilesPart {}

    /** Files that tell a pod about itself (the downward API): path → what it holds. */
    public record PodFiles(Map<String, Environment.PodValue> files, Modes modes) implements FilesPart {
        public PodFiles {
            files = Map.copyOf(files);
        }
    }

    /**
     * Which keys become files.
     *
     * @param paths key → path below the mount; empty means every key under its own name
     */
    public record Items(Map<String, String> paths, Modes modes) {
        public Items {
            paths = Map.copyOf(paths);
        }
    }

    /**
     * The permissions of files.
     *
     * @param byPath path below the mount → permissions, where they differ from the usual
     */
    public record Modes(OptionalInt usual, Map<String, Integer> byPath) {
        public static final Modes DEFAULT = new Modes(OptionalInt.empty(), Map.of());

        public Modes {
            byPath = Map.copyOf(byPath);
        }

        /** The permission bits of a file, such as {@code 0644}. */
        public int of(String path) {
            return byPath.getOrDefault(path, usual.orElse(0644));
        }
    }
}
