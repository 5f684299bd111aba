package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;
import static dev.longshore.builder.same.BuildCase.onBase;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** ADD, which unpacks. */
final class ArchiveCases {
    private ArchiveCases() {}

    static Stream<BuildCase> all() {
        return Stream.concat(plain(), archives().map(BuildCase::byEngine));
    }

    private static Stream<BuildCase> plain() {
        return Stream.of(
                onBase("ADD a.txt /new/"),
                onBase("ADD dir /new"),
                onBase("ADD *.txt /new/"),
                onBase("ADD --chown=app:files dir /new"),
                onBase("ADD link /new").withSymlink("link", "a.txt"),
                onBase("ADD missing /new").refused(),
                onBase("ADD fake.tar /new/").with("fake.tar", "only its name is that of a tar\n"),
                onBase("ADD fake.tar.gz /new").with("fake.tar.gz", "only its name is that of a tar\n"),
                onBase("ADD packed.gz /new/")
                        .byEngine()
                        .with("packed.gz", TarFile.gzip("no tar".getBytes(StandardCharsets.UTF_8))),
                onBase("ADD cut.tar.gz /new/").byEngine().with("cut.tar.gz", Arrays.copyOf(tree().gzipped(), 40)),
                onBase("ADD empty.tar /new/").with("empty.tar", ""),
                onBase("ADD none.tar /new/").with("none.tar", new TarFile().bytes()),
                onBase("COPY tree.tar /new/").with("tree.tar", tree().bytes()),
                onBase("ADD dir /new").with("dir/tree.tar", tree().bytes()));
    }

    private static Stream<BuildCase> archives() {
        return Stream.of(
                onBase("ADD tree.tar /new/").with("tree.tar", tree().bytes()),
                onBase("ADD tree.tar /new").with("tree.tar", tree().bytes()),
                onBase("ADD tree.tar /").with("tree.tar", tree().bytes()),
                onBase("ADD tree.tar.gz /new/").with("tree.tar.gz", tree().gzipped()),
                onBase("ADD named.txt /new").with("named.txt", tree().gzipped()),
                onBase("ADD tree.tar a.txt /new/").with("tree.tar", tree().bytes()),
                onBase("ADD *.tar /new/").with("one.tar", tree().bytes()).with("two.tar", tree().bytes()),
                onBase("ADD --chown=app tree.tar /new/").with("tree.tar", tree().bytes()),
                onBase("ADD tree.tar /one/two/three").with("tree.tar", tree().bytes()),
                onBase("ADD tree.tar /data/relative").with("tree.tar", tree().bytes()),
                onBase("ADD tree.tar /data/file")
                        .with("tree.tar", tree().bytes())
                        .refused(),
                ofDockerfile("ADD of a tar over what is there", "FROM {base}\nADD over.tar /data/\n")
                        .with("over.tar", over().bytes()),
                ofDockerfile("ADD of a tar through links of the base", "FROM {base}\nADD links.tar /data/\n")
                        .with(
                                "links.tar",
                                new TarFile()
                                        .file("absolute/new", 0644, 0, 0, "x")
                                        .bytes())
                        .refused(),
                ofDockerfile("ADD of a tar without its directories", "FROM {base}\nADD bare.tar /new/\n")
                        .with(
                                "bare.tar",
                                new TarFile().file("a/b/c", 0600, 5, 6, "x").bytes()),
                ofDockerfile("ADD of a tar that climbs", "FROM {base}\nADD climbing.tar /new/\n")
                        .with(
                                "climbing.tar",
                                new TarFile()
                                        .file("../escaped", 0644, 0, 0, "x")
                                        .bytes()),
                ofDockerfile("ADD of a tar with absolute names", "FROM {base}\nADD absolute.tar /new/\n")
                        .with(
                                "absolute.tar",
                                new TarFile().file("/etc/new", 0644, 0, 0, "x").bytes()),
                ofDockerfile("ADD of a tar with whiteouts", "FROM {base}\nADD white.tar /data/\n")
                        .with(
                                "white.tar",
                                new TarFile().file(".wh.file", 0644, 0, 0, "").bytes()),
                ofDockerfile(
                                "ADD of a tar that a link follows",
                                "FROM {base}\nADD tree.tar /new/\nCOPY a.txt /new/link/a\n")
                        .with("tree.tar", tree().bytes())
                        .refused());
    }

    private static TarFile tree() {
        return new TarFile()
                .directory("bin", 0750, 7, 8)
                .file("bin/tool", 04755, 1000, 2000, "tool\n")
                .file("bin/plain", 0600, 4711, 4712, "plain\n")
                .hardLink("bin/again", "bin/plain")
                .symlink("link", "bin/tool")
                .symlink("out", "../../../etc/passwd")
                .directory("empty", 01777, 0, 0)
                .file("n".repeat(120), 0644, 0, 0, "long\n")
                .file("ünï", 0644, 0, 0, "text\n");
    }

    private static TarFile over() {
        return new TarFile()
                .directory("tree", 0700, 9, 9)
                .file("tree/kept", 0600, 9, 9, "changed\n")
                .file("tree/deep", 0644, 0, 0, "over a directory\n")
                .directory("file", 0755, 0, 0)
                .file("to-file", 0644, 0, 0, "over a link\n")
                .directory("relative", 0711, 0, 0);
    }
}
