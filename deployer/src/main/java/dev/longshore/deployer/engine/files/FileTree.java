package dev.longshore.deployer.engine.files;

import dev.longshore.deployer.RolloutException;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Volume;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files that ConfigMaps and Secrets become in a volume: relative path → file. Every path stays below the root. */
public record FileTree(SortedMap<String, FileTree.Entry> entries) {
    private static final Pattern SEGMENT = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");
    private static final int READABLE = 0444;

    /** @param mode the permission bits, such as {@code 0644} */
    public record Entry(Datum content, int mode) {}

    public FileTree {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        entries.keySet().forEach(FileTree::requireInside);
    }

    /** The files of a volume, as the API's {@code items} select and name them; no items mean every key as it is. */
    public static FileTree of(String owner, Map<String, Datum> data, Volume.Items items, boolean optional) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        if (items.paths().isEmpty()) {
            data.forEach((key, datum) ->
                    entries.put(key, new Entry(datum, items.modes().of(key))));
        }
        items.paths().forEach((key, path) -> {
            Datum datum = data.get(key);
            if (datum != null) {
                entries.put(path, new Entry(datum, items.modes().of(path)));
            } else if (!optional) {
                throw new RolloutException(owner + " has no key \"" + key + "\", which a volume asks for");
            }
        });
        return new FileTree(entries);
    }

    /** The same files, which every user can read. */
    public FileTree readable() {
        SortedMap<String, Entry> readable = new TreeMap<>();
        entries.forEach((path, entry) -> readable.put(path, new Entry(entry.content(), entry.mode() | READABLE)));
        return new FileTree(readable);
    }

    public String hash() {
        Fingerprint fingerprint = new Fingerprint();
        entries.forEach((path, entry) -> {
            fingerprint.add(path).add(entry.content().bytes());
            if (entry.mode() != Volume.Modes.DEFAULT.of(path)) {
                fingerprint.add(entry.mode());
            }
        });
        return fingerprint.hex();
    }

    /** Whether the tree has a file or a directory at this path. */
    public boolean has(String path) {
        return entries.containsKey(path) || entries.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    private static void requireInside(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".")
                    || segment.equals("..")
                    || !SEGMENT.matcher(segment).matches()) {
                throw new RolloutException("a volume's file can't be named \"" + path + "\"");
            }
        }
    }
}
