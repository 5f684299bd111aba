package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;
import static dev.longshore.builder.same.BuildCase.onBase;

import java.util.stream.Stream;

/** Whose the files are, and with which modes. */
final class OwnerCases {
    private OwnerCases() {}

    static Stream<BuildCase> all() {
        return Stream.concat(fromContext(), fromStages());
    }

    private static Stream<BuildCase> fromContext() {
        return Stream.of(
                onBase("COPY --chown=app a.txt /new/"),
                onBase("COPY --chown=app:files a.txt /new/"),
                onBase("COPY --chown=1000 a.txt /new/"),
                onBase("COPY --chown=1000:2000 a.txt /new/"),
                onBase("COPY --chown=4711:4712 a.txt /new/"),
                onBase("COPY --chown=4711 a.txt /new/"),
                onBase("COPY --chown=1001 a.txt /new/"),
                onBase("COPY --chown=app:2000 a.txt /new/"),
                onBase("COPY --chown=4711:files a.txt /new/"),
                onBase("COPY --chown=www-data a.txt /new/"),
                onBase("COPY --chown=guest a.txt /new/").refused(),
                onBase("COPY --chown=guest:files a.txt /new/"),
                onBase("COPY --chown=stranger a.txt /new/").refused(),
                onBase("COPY --chown=app:strangers a.txt /new/").refused(),
                onBase("COPY --chown=:files a.txt /new/").refused(),
                onBase("COPY --chown=app: a.txt /new/").refused(),
                onBase("COPY --chown=app:files:x a.txt /new/").refused(),
                onBase("COPY --chown=-1 a.txt /new/").byEngine(),
                onBase("COPY --chown=app dir /new"),
                onBase("COPY --chown=app dir /one/two/three"),
                onBase("COPY --chown=app a.txt /one/two/three/a"),
                onBase("COPY --chown=app dir /data/tree"),
                onBase("COPY --chown=app dir /data/tree/"),
                onBase("COPY --chown=app a.txt dir /data/real/"),
                onBase("COPY --chown=app a.txt /data/file"),
                onBase("COPY --chown=app run.sh /usr/bin/tool"),
                onBase("COPY --chown=app . /"),
                onBase("ARG OWNER=app", "ENV GROUP=files", "COPY --chown=$OWNER:${GROUP} a.txt /new/"),
                onBase("USER app", "COPY a.txt /new/", "COPY dir /home/app/dir"),
                onBase("USER app", "WORKDIR /new/deep", "COPY a.txt ."),
                onBase("COPY passwd /etc/passwd", "COPY group /etc/group", "COPY --chown=new a.txt /new/")
                        .with("passwd", "root:x:0:0::/:/bin/sh\nnew:x:77:78::/:/bin/sh\n")
                        .with("group", "root:x:0:\nnew:x:79:\n"),
                onBase("COPY passwd /etc/passwd", "COPY --chown=new a.txt /new/")
                        .with("passwd", "root:x:0:0::/:/bin/sh\nnew:x:77:78::/:/bin/sh\n")
                        .refused(),
                onBase("COPY passwd /etc/passwd", "COPY --chown=odd:files a.txt /new/")
                        .with("passwd", "# comment\n\nbroken\nodd:x:81\nodd:x:82:82::/:/bin/sh\n"),
                ofDockerfile("numeric owner on scratch", "FROM scratch\nCOPY --chown=7:8 dir /new\n"),
                ofDockerfile("named owner on scratch", "FROM scratch\nCOPY --chown=app dir /new\n")
                        .refused(),
                ofDockerfile(
                        "named owner on a merged usr",
                        "FROM debian:bookworm-slim\nCOPY --chown=www-data:games dir /bin/new\n"));
    }

    private static Stream<BuildCase> fromStages() {
        return Stream.of(
                ofDockerfile(
                        "COPY --from keeps modes and owners",
                        "FROM {base} AS first\nFROM {base}\nCOPY --from=first /var /new\n"),
                ofDockerfile(
                        "COPY --from --chown",
                        "FROM {base} AS first\nFROM {base}\nCOPY --from=first --chown=app:files /var /new\n"),
                ofDockerfile(
                        "COPY --from --chown takes the right to run as the owner away",
                        "FROM {base}\nCOPY --from={base} --chown=app:files /usr/bin/tool /data/to-file /new/\n"),
                ofDockerfile(
                        "COPY --from of one file",
                        "FROM {base} AS first\nFROM {base}\nCOPY --from=first /data/file /usr/bin/tool /new/\n"),
                ofDockerfile(
                                "owner of the last stage, not of the first",
                                "FROM {base} AS first\nFROM busybox:latest\nCOPY --from=first --chown=app /data/file /new/\n")
                        .refused());
    }
}
