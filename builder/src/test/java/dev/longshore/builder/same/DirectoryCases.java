package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;
import static dev.longshore.builder.same.BuildCase.onBase;

import java.util.stream.Stream;

/** What WORKDIR and VOLUME make. */
final class DirectoryCases {
    private DirectoryCases() {}

    static Stream<BuildCase> all() {
        return Stream.of(
                onBase("WORKDIR /a/b/c"),
                onBase("WORKDIR /a", "WORKDIR b", "WORKDIR ./c/../d"),
                onBase("WORKDIR a"),
                onBase("WORKDIR /"),
                onBase("WORKDIR /a/"),
                onBase("WORKDIR /data/tree"),
                onBase("WORKDIR /var/private"),
                onBase("WORKDIR /var/private/new"),
                onBase("WORKDIR /var/shared/new").byEngine(),
                onBase("WORKDIR /merged/w"),
                onBase("WORKDIR /data/absolute/w", "COPY a.txt ."),
                onBase("WORKDIR /data/absolute", "COPY a.txt .."),
                onBase("WORKDIR /data/dangling"),
                onBase("WORKDIR /data/file").refused(),
                onBase("WORKDIR /data/file/new").refused(),
                onBase("USER app", "WORKDIR /home/app/new", "COPY a.txt ."),
                onBase("ENV BASE=/srv", "WORKDIR $BASE/${NAME:-app}", "WORKDIR sub"),
                onBase("WORKDIR \"/with space\""),
                onBase("WORKDIR /with space"),
                onBase("WORKDIR 'quoted'"),
                onBase("WORKDIR C:\\\\x"),
                onBase("WORKDIR /new", "COPY dir /new"),
                ofDockerfile("WORKDIR relative to the base's", "FROM {configured}\nWORKDIR sub\nCOPY a.txt .\n"),
                ofDockerfile(
                        "WORKDIR of a merged usr",
                        "FROM debian:bookworm-slim\nWORKDIR /lib/new\nWORKDIR /var/run/new\n"),
                ofDockerfile("WORKDIR on scratch", "FROM scratch\nWORKDIR /a/b\n"),
                onBase("VOLUME /data"),
                onBase("VOLUME /new", "COPY a.txt /new/"),
                onBase("COPY a.txt /new/", "VOLUME /new", "COPY b.txt /new/"),
                onBase("VOLUME /new", "WORKDIR /new/sub"),
                onBase("VOLUME [\"/one\", \"/two three\"]"),
                onBase("VOLUME /one /two /one"),
                onBase("ENV V=/v", "VOLUME $V ${V}2"),
                onBase("VOLUME []").refused(),
                onBase("VOLUME /v $NONE").refused(),
                onBase("VOLUME relative"),
                onBase("VOLUME /new/"),
                ofDockerfile(
                        "COPY into a volume of the base", "FROM {configured}\nCOPY a.txt /volume/\nVOLUME /second\n"));
    }
}
