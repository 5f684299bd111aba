package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;

import java.util.stream.Stream;

/** Stages, and copies out of them and out of images. */
final class StageCases {
    private StageCases() {}

    static Stream<BuildCase> all() {
        return Stream.of(stages(), copies(), prefixes()).flatMap(cases -> cases);
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
                from("what has a sticky bit or another's owner within", "/var /new"),
                from("a directory that others may write", "/var/shared /new"),
                from("a directory over one with other modes", "/data/tree /data/one/../tree"),
                from("all of an image", "/ /new").byEngine(),
                from("where engines put files of their own", "/etc /new").byEngine(),
                from("a file beside an engine's own", "/etc/passwd /new/"),
                from("by a pattern behind a link", "/data/absolute/k* /new/").refused(),
                from("by a pattern of directories", "/data/t*/d*p /new/"),
                from("by a pattern from the root", "/d*a/f?le /new/").byEngine(),
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
                        "COPY --from an image with volumes",
                        "FROM {base}\nCOPY --from={configured} /srv /data/file /new/\n"),
                ofDockerfile(
                        "COPY --from an image with ONBUILD",
                        "FROM {base}\nCOPY --from={triggering} /data/file /new/\n"),
                ofDockerfile("COPY --from over what the stage has", """
                        FROM {base} AS first
                        COPY --chown=app dir /data/tree
                        COPY run.sh /data/real/kept
                        FROM {base}
                        COPY --from=first /data/tree /data/clash
                        COPY --from=first /data/absolute/kept /data/to-file
                        COPY --from=first /data/real /data/
                        """),
                ofDockerfile("COPY --from what replaced a part of the base", """
                        FROM {base} AS first
                        COPY dir /data/to-file-not
                        COPY a.txt /data/real/kept
                        COPY trap /data/tree
                        FROM scratch
                        COPY --from=first /data/tree /tree
                        COPY --from=first /data/real /real
                        COPY --from=first /usr/bin/tool /bin/
                        """)
                        .with("trap/deep", "no directory\n"),
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

    private static Stream<BuildCase> prefixes() {
        return Stream.of(
                        ofDockerfile("COPY --from a stage with a program", """
                        FROM {base} AS build
                        WORKDIR /work
                        COPY a.txt dir ./
                        RUN cat a.txt b.txt deep/y.txt > made; mkdir -m 750 -p out/ünï && cp -a . /out && chown -R app:files /out
                        COPY run.sh out/
                        FROM {base}
                        COPY --from=build /work /work
                        COPY --from=build /out/m* /work/out/run.sh /new/
                        CMD ["/work/out/run.sh"]
                        """),
                        ofDockerfile("COPY --from two stages with programs, behind one", """
                        FROM {base} AS one
                        COPY a.txt /
                        RUN cp /a.txt /made-of-a && chmod 6755 /made-of-a
                        FROM {base} AS unused
                        COPY . .
                        RUN false > /unused || true
                        FROM one AS two
                        COPY b.txt /
                        RUN cp /b.txt /made-of-b && ln -s made-of-b /link && ln /made-of-b /other-name
                        FROM {base}
                        RUN echo last > /last
                        COPY --from=one --chown=app /made-of-a /new/
                        COPY --from=2 /made-of-b /link /other-name /made-of-a /new/
                        COPY dir /new
                        """),
                        ofDockerfile("COPY --from what a program made beyond files", """
                        FROM {base} AS one
                        RUN mkdir /d && mkfifo /d/pipe
                        FROM scratch
                        COPY --from=one /d /d
                        """)
                                .made(Way.ENGINE),
                        ofDockerfile("COPY --from a stage whose program needs all files", """
                        FROM {base} AS build
                        COPY . .
                        RUN cat a.txt > made
                        FROM {base}
                        COPY --from=build /made /made
                        """)
                                .made(Way.ENGINE))
                .map(each -> each.way() == Way.IN_PROCESS ? each.made(Way.SPLIT) : each);
    }

    private static BuildCase from(String what, String paths) {
        return ofDockerfile(
                "COPY --from: " + what,
                "FROM {base} AS first\nCOPY --chown=app dir /data/tree\nFROM {base}\nCOPY --from=first " + paths
                        + "\n");
    }
}
