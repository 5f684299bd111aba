package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;

import java.util.stream.Stream;

/** Stages, and copies out of them and out of images. */
final class StageCases {
    private StageCases() {}

    static Stream<BuildCase> all() {
        return Stream.concat(stages(), copies().map(BuildCase::byEngine));
    }

    private static Stream<BuildCase> stages() {
        return Stream.of(
                ofDockerfile("scratch", "FROM scratch\nCOPY a.txt /\n"),
                ofDockerfile("scratch with deep parents", "FROM scratch\nCOPY dir /one/two\nWORKDIR /three/four\n"),
                ofDockerfile("a base alone", "FROM {base}\n"),
                ofDockerfile("a configured base alone", "FROM {configured}\n"),
                ofDockerfile("a configured base that is added to", "FROM {configured}\nCOPY a.txt .\n"),
                ofDockerfile(
                        "FROM a stage",
                        "FROM {base} AS first\nCOPY a.txt /a\nENV A=1\nFROM first\nCOPY b.txt /b\nENV B=2\n"),
                ofDockerfile(
                        "FROM a stage under another case",
                        "FROM {base} AS First\nCOPY a.txt /a\nFROM FIRST\nCOPY b.txt /b\n"),
                ofDockerfile(
                        "FROM a stage twice",
                        "FROM {base} AS a\nCOPY a.txt /a\nFROM a AS b\nCOPY b.txt /b\nFROM a\nCOPY dir /c\n"),
                ofDockerfile(
                        "a stage that nothing uses",
                        "FROM {base} AS unused\nCOPY a.txt /a\nFROM {base}\nCOPY b.txt /b\n"),
                ofDockerfile("ARG before FROM", "ARG IMAGE={base}\nFROM ${IMAGE}\nCOPY a.txt /\n"),
                ofDockerfile(
                        "ARG before FROM in a stage",
                        "ARG V=1\nFROM {base}\nARG V\nARG W=${V}2\nLABEL v=$V w=$W\nCOPY a.txt /$W/\n"),
                ofDockerfile("ARG before FROM is unknown in a stage", "ARG V=1\nFROM {base}\nLABEL v=x$V\n"),
                ofDockerfile("a base with ONBUILD", "FROM {triggering}\n").byEngine(),
                ofDockerfile(
                                "a base with ONBUILD as a stage",
                                "FROM {triggering} AS first\nFROM {base}\nCOPY --from=first /triggered /t\n")
                        .byEngine(),
                ofDockerfile("FROM an unknown image", "FROM longshore.invalid/none:1\nCOPY a.txt /\n")
                        .refused());
    }

    private static Stream<BuildCase> copies() {
        return Stream.of(
                from("a file", "/data/file /new"),
                from("a directory", "/data/tree /new"),
                from("a directory into one", "/data/tree /new/"),
                from("all of /data", "/data /new"),
                from("files by a pattern", "/data/f* /data/o* /new/"),
                from("by a relative path", "data/file /new"),
                from("a link to a file", "/data/to-file /new"),
                from("a link to a directory", "/data/absolute /new"),
                from("what is behind a link to a directory", "/data/twice/kept /new/"),
                from("what is behind a link of a merged directory", "/merged /new"),
                from("a dangling link", "/data/dangling /new").refused(),
                from("an empty directory", "/var/empty /new"),
                from("an empty directory within one", "/var/empty/inner /new/"),
                from("a setuid file", "/usr/bin/tool /new/"),
                from("two names of one file", "/data/one /data/another /new/"),
                from("nothing", "/nowhere /new").refused(),
                from("nothing by a pattern", "/data/nothing* /new/").refused(),
                ofDockerfile("COPY --from a number", "FROM {base}\nCOPY a.txt /a\nFROM scratch\nCOPY --from=0 /a /b\n"),
                ofDockerfile("COPY --from a later stage", "FROM {base}\nCOPY --from=1 /etc /b\nFROM {base}\n")
                        .refused(),
                ofDockerfile(
                        "COPY --from an image",
                        "FROM scratch\nCOPY --from={base} /bin/busybox /bin/\nCMD [\"/bin/busybox\"]\n"),
                ofDockerfile("COPY --from an unknown image", "FROM {base}\nCOPY --from=longshore.invalid/none:1 /a /\n")
                        .refused(),
                ofDockerfile(
                                "COPY --from a variable",
                                "ARG S=first\nFROM {base} AS first\nFROM {base}\nARG S\nCOPY --from=$S /etc /b\n")
                        .refused(),
                ofDockerfile(
                                "COPY --from ignores the context",
                                "FROM {base} AS first\nCOPY a.txt /a.txt\nFROM {base}\nCOPY --from=first /a.txt /new\n")
                        .ignoring("b.txt\n"),
                ofDockerfile(
                        "COPY --from through links on both sides",
                        "FROM {base} AS first\nFROM {base}\nCOPY --from=first /data/twice/ /data/relative/\n"),
                ofDockerfile(
                        "WORKDIR makes what COPY --from takes",
                        "FROM {base} AS first\nWORKDIR /made/empty\nFROM scratch\nCOPY --from=first /made /made\n"),
                ofDockerfile(
                        "COPY --from merged usr",
                        "FROM debian:bookworm-slim AS first\nFROM {base}\nCOPY --from=first /bin/true /lib64 /new/\n"));
    }

    private static BuildCase from(String what, String paths) {
        return ofDockerfile(
                "COPY --from: " + what,
                "FROM {base} AS first\nCOPY --chown=app dir /data/tree\nFROM {base}\nCOPY --from=first " + paths
                        + "\n");
    }
}
