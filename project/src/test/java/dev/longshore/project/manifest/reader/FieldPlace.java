package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the table of fields has a field. What several kinds have in common is there once.
 *
 * @param section a title of the table
 * @param path within it
 */
record FieldPlace(String section, String path) implements Comparable<FieldPlace> {
    private static final List<Common> COMMON = List.of(
            new Common("(apiVersion|kind|status|metadata\\..+)", "Every object"),
            new Common("spec\\.jobTemplate\\.(spec\\..+)", "Job"),
            new Common("spec\\.jobTemplate\\.(metadata.*)", "Templates of Jobs"),
            new Common(
                    "spec\\.volumeClaimTemplates\\[\\]\\.((?:apiVersion|kind|status|metadata).*)",
                    "Templates of claims"),
            new Common("spec\\.volumeClaimTemplates\\[\\]\\.(spec\\..+)", "PersistentVolumeClaim"),
            new Common("spec\\.template\\.(.+)", "Pods"));

    private static final List<Common> IN_PODS = List.of(
            new Common("(spec\\.initContainers\\[\\]\\.restartPolicy)", "Pods"),
            new Common("spec\\.(?:initC|c)ontainers\\[\\]\\.(?:readiness|liveness|startup)Probe\\.(.+)", "Probes"),
            new Common("spec\\.(?:initC|c)ontainers\\[\\]\\.(.+)", "Containers"),
            new Common("spec\\.volumes\\[\\]\\.(.+)", "Volumes"));

    private record Common(Pattern path, String section) {
        Common(String path, String section) {
            this(Pattern.compile(path), section);
        }
    }

    static FieldPlace of(Kind kind, String path) {
        FieldPlace place = place(COMMON, new FieldPlace(kind.value(), path));
        if (place.section().equals("Job") && kind == Kind.CRON_JOB) {
            place = place(COMMON, place);
        }
        return place.section().equals("Pods") ? place(IN_PODS, place) : place;
    }

    private static FieldPlace place(List<Common> candidates, FieldPlace otherwise) {
        for (Common candidate : candidates) {
            Matcher matcher = candidate.path().matcher(otherwise.path());
            if (matcher.matches()) {
                return new FieldPlace(candidate.section(), matcher.group(1));
            }
        }
        return otherwise;
    }

    @Override
    public int compareTo(FieldPlace other) {
        return Comparator.comparing(FieldPlace::section)
                .thenComparing(FieldPlace::path)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return section + ": " + path;
    }
}
