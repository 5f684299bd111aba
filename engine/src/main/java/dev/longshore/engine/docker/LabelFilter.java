package dev.longshore.engine.docker;

import java.util.List;
import java.util.Map;

/** The engine's filter for things that carry all of some labels. */
final class LabelFilter {
    private LabelFilter() {}

    static List<String> of(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .toList();
    }
}
