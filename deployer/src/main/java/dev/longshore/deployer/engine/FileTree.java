package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.Datum;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files that a ConfigMap or Secret becomes in a volume: relative path → content. Every path stays below the root. */
record FileTree(SortedMap<String, Datum> files) {
    private static final Pattern SEGMENT = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");

    FileTree {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        files.keySet().forEach(FileTree::requireInside);
    }

    /** The files of a volume, as the API's {@code items} select and name them; no items mean every key as it is. */
    static FileTree of(String owner, Map<String, Datum> data, Map<String, String> items, boolean optional) {
        if (items.isEmpty()) {
            return new FileTree(new TreeMap<>(data));
        }
        SortedMap<String, Datum> files = new TreeMap<>();
        items.forEach((key, path) -> {
            Datum datum = data.get(key);
            if (datum != null) {
                files.put(path, datum);
            } else if (!optional) {
                throw new RolloutException(owner + " has no key \"" + key + "\", which a volume asks for");
            }
        });
        return new FileTree(files);
    }

    String hash() {
        Fingerprint fingerprint = new Fingerprint();
        files.forEach((path, datum) -> fingerprint.add(path).add(datum.bytes()));
        return fingerprint.hex();
    }

    /** Whether the tree has a file or a directory at this path. */
    boolean has(String path) {
        return files.containsKey(path) || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
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
