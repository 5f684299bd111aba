package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;
import static dev.longshore.builder.same.BuildCase.onBase;

import java.util.stream.Stream;

/** Where COPY puts things. */
final class DestinationCases {
    private DestinationCases() {}

    static Stream<BuildCase> all() {
        return Stream.of(names(), links(), collisions()).flatMap(cases -> cases);
    }

    private static Stream<BuildCase> names() {
        return Stream.of(
                onBase("COPY a.txt /new.txt"),
                onBase("COPY a.txt /new/"),
                onBase("COPY run.sh /one/two/three/run"),
                onBase("COPY dir /one/two/three"),
                onBase("COPY dir /new/"),
                onBase("COPY dir/ /new"),
                onBase("COPY dir/. /new"),
                onBase("COPY a.txt b.txt /new/"),
                onBase("COPY dir other a.txt /new/"),
                onBase("COPY a.txt b.txt /new").refused(),
                onBase("COPY a.txt b.txt /data/real").refused(),
                onBase("COPY a.txt /"),
                onBase("COPY dir /"),
                onBase("COPY . /"),
                onBase("COPY . ."),
                onBase("COPY . /new/").with(".hidden", "hidden\n"),
                onBase("COPY / /new/"),
                onBase("COPY /dir/../a.txt ./dir/deep/../x.txt /new/").byEngine(),
                onBase("COPY ../../a.txt /new/").refused(),
                onBase("COPY a.txt b"),
                onBase("COPY a.txt sub/"),
                onBase("WORKDIR /w", "COPY a.txt .", "COPY b.txt ./", "COPY run.sh sub/run", "COPY dir ../up"),
                onBase("COPY a.txt /x/../y"),
                onBase("COPY a.txt /x/./y/"),
                onBase("COPY a.txt ../../up"),
                onBase("COPY missing /new/").refused(),
                onBase("COPY a.txt missing /new/").refused(),
                onBase("COPY [\"a.txt\", \"b.txt\", \"/with space/\"]"),
                onBase("COPY [\"a b.txt\", \"/c d.txt\"]").with("a b.txt", "space\n"),
                onBase("COPY ünï/文.txt /ä/").with("ünï/文.txt", "text\n"),
                onBase("COPY . /ü").with("ünï/文.txt", "text\n"),
                onBase("COPY " + "d".repeat(60) + " /" + "e".repeat(60))
                        .with("d".repeat(60) + "/" + "f".repeat(120) + "/" + "g".repeat(200), "long\n"),
                ofDockerfile("empty file", "FROM {base}\nCOPY empty /new/\n").with("empty", ""),
                ofDockerfile("large file", "FROM {base}\nCOPY large /new/\n").with("large", new byte[3 * 1024 * 1024]));
    }

    private static Stream<BuildCase> links() {
        return Stream.of(
                ofDockerfile(
                        "file into /bin and /lib of a merged usr",
                        "FROM debian:bookworm-slim\nCOPY run.sh /bin/\nCOPY a.txt /lib/x/y\n"),
                ofDockerfile(
                        "directory onto /var/run of a merged usr", "FROM debian:bookworm-slim\nCOPY dir /var/run\n"),
                onBase("COPY a.txt /merged/"),
                onBase("COPY a.txt /merged"),
                onBase("COPY dir /merged"),
                onBase("COPY dir /merged/sub"),
                onBase("COPY a.txt /data/absolute/"),
                onBase("COPY a.txt /data/absolute"),
                onBase("COPY a.txt /data/relative/sub/new"),
                onBase("COPY dir /data/relative"),
                onBase("COPY a.txt /data/climbing/"),
                onBase("COPY a.txt /data/twice/new"),
                onBase("COPY a.txt /data/twice/../new"),
                onBase("COPY a.txt /data/dangling"),
                onBase("COPY a.txt /data/dangling/"),
                onBase("COPY a.txt /data/dangling/sub/new"),
                onBase("COPY dir /data/dangling"),
                onBase("COPY a.txt /data/loop").refused(),
                onBase("COPY a.txt /data/loop/new").refused(),
                onBase("COPY a.txt /data/to-file"),
                onBase("COPY run.sh /data/to-file", "COPY a.txt /data/file"),
                onBase("COPY dir /data/to-file").refused(),
                onBase("COPY dir /data/linked"),
                onBase("COPY dir /data/filelinks"),
                onBase("COPY link /", "COPY a.txt /link/new").withSymlink("link/made", "/data/real"),
                onBase("COPY links /links", "COPY a.txt /links/made/new").withSymlink("links/made", "/data/real"));
    }

    private static Stream<BuildCase> collisions() {
        return Stream.of(
                onBase("COPY a.txt /data/file"),
                onBase("COPY a.txt /data/file/").refused(),
                onBase("COPY a.txt /data/file/new").refused(),
                onBase("COPY run.sh /usr/bin/tool"),
                onBase("COPY a.txt /data/one"),
                onBase("COPY a.txt /data/real"),
                onBase("COPY dir /data/tree"),
                onBase("COPY dir /data/file").refused(),
                onBase("COPY dir /data/clash"),
                onBase("COPY dir /data/over"),
                onBase("COPY a.txt /var/shared/"),
                onBase("COPY dir /var/shared").byEngine(),
                onBase("COPY dir /var/shared/new").byEngine(),
                onBase("COPY dir /var/sticky/"),
                onBase("COPY dir /var/private"),
                onBase("COPY a.txt /var/empty/inner/"),
                onBase("COPY a.txt /etc/hosts"),
                onBase("COPY a.txt /dev/new", "COPY a.txt /proc/new", "COPY a.txt /sys/new"),
                onBase("COPY a.txt /t", "COPY b.txt /t"),
                onBase("COPY a.txt /t/", "COPY a.txt /t/", "COPY dir /t"),
                onBase("COPY a.txt /t", "COPY dir /t").refused(),
                onBase("COPY dir /t", "COPY a.txt /t"),
                onBase("COPY dir /t", "COPY trap /t").with("trap/deep", "no directory\n"),
                onBase("COPY trap /t", "COPY dir /t").with("trap/deep", "no directory\n"),
                onBase("COPY dir other /t/").with("other/x.txt", "of other\n"));
    }
}
