package dev.longshore.project;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.util.List;
import java.util.stream.Stream;

/**
 * Refuses symbolic links in the places of directories that are read. No link is followed, so what such a directory says
 * would be missing without a word, and a microservice that runs be removed.
 */
final class LinkedDirectories {
    private static final SourcePath CONF = new SourcePath("conf");
    private static final SourcePath MICROSERVICES = new SourcePath("microservices");

    private LinkedDirectories() {}

    static void refuse(SourceTree tree, Problems problems) {
        Stream<SourceEntry> own = Stream.of(CONF, MICROSERVICES).flatMap(path -> tree.find(path).stream());
        // What can't be a microservice's name is a link to a file.
        Stream<SourceEntry> microservices = tree.list(MICROSERVICES).stream()
                .filter(entry -> DnsLabel.matches(entry.path().name()));
        List<SourceEntry> links = Stream.concat(own, microservices)
                .filter(entry -> entry.kind() == Kind.SYMLINK)
                .toList();
        for (SourceEntry link : links) {
            problems.error(
                    Position.ofFile(link.path().value()),
                    "this is a symbolic link, which isn't followed; put the directory itself here");
        }
    }
}
