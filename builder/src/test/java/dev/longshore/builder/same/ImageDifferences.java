package dev.longshore.builder.same;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells a person how one image differs from another that it should equal. */
final class ImageDifferences {
    private ImageDifferences() {}

    /** Lines such as {@code /app/run.sh: mode is 644, should be 755}. */
    static List<String> between(ImageContents wanted, ImageContents found) {
        Map<String, Map<String, String>> wantedParts = parts(wanted);
        Map<String, Map<String, String>> foundParts = parts(found);
        TreeSet<String> names = new TreeSet<>(wantedParts.keySet());
        names.addAll(foundParts.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            Optional<Map<String, String>> should = Optional.ofNullable(wantedParts.get(name));
            Optional<Map<String, String>> is = Optional.ofNullable(foundParts.get(name));
            if (is.isEmpty()) {
                lines.add(name + ": is missing, should be " + should.orElseThrow());
            } else if (should.isEmpty()) {
                lines.add(name + ": is " + is.get() + ", should not be there");
            } else {
                compare(name, should.get(), is.get(), lines);
            }
        }
        return lines;
    }

    private static void compare(String name, Map<String, String> should, Map<String, String> is, List<String> lines) {
        should.forEach((property, wanted) -> {
            String found = is.getOrDefault(property, "");
            if (!found.equals(wanted)) {
                lines.add(name + ": " + property + " is " + found + ", should be " + wanted);
            }
        });
    }

    private static Map<String, Map<String, String>> parts(ImageContents image) {
        Map<String, Map<String, String>> parts = new TreeMap<>();
        image.files().forEach((path, file) -> parts.put("/" + path, file.properties()));
        image.settings().forEach((key, value) -> parts.put(key, Map.of("value", value)));
        return parts;
    }
}
