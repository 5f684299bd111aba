package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;
import static dev.longshore.builder.same.BuildCase.onBase;

import java.util.stream.Stream;

/** What COPY takes: links, patterns, and what an ignore file leaves. */
final class SourceCases {
    private SourceCases() {}

    static Stream<BuildCase> all() {
        return Stream.of(links(), patterns(), ignored(), dockerfiles()).flatMap(cases -> cases);
    }

    private static Stream<BuildCase> links() {
        return Stream.of(
                onBase("COPY link /new").withSymlink("link", "a.txt"),
                onBase("COPY link /new/").withSymlink("link", "a.txt"),
                onBase("COPY link /new").withSymlink("link", "dir"),
                onBase("COPY link/ /new/").withSymlink("link", "dir"),
                onBase("COPY link/x.txt /new/").withSymlink("link", "dir"),
                onBase("COPY link /new").withSymlink("link", "second").withSymlink("second", "a.txt"),
                onBase("COPY link /new").withSymlink("link", "nowhere").refused(),
                onBase("COPY link /new").withSymlink("link", "link").refused(),
                ofDockerfile(
                                "COPY link /new, of an absolute link to a file of the context",
                                "FROM {base}\nCOPY link /new\n")
                        .withSymlink("link", "/a.txt"),
                ofDockerfile("COPY link /new, of a link out of the context", "FROM {base}\nCOPY link /new\n")
                        .withSymlink("link", "../../../../../../etc/passwd")
                        .refused(),
                ofDockerfile("COPY link /new, of a link that climbs and comes back", "FROM {base}\nCOPY link /new\n")
                        .withSymlink("link", "../../a.txt"),
                onBase("COPY links /new")
                        .withSymlink("links/file", "../a.txt")
                        .withSymlink("links/dangling", "nowhere")
                        .withSymlink("links/absolute", "/etc/passwd")
                        .withSymlink("links/out", "../../../../etc/shadow")
                        .withSymlink("links/directory", "/data/real")
                        .withSymlink("links/self", "self"),
                onBase("COPY . /new").withSymlink("dir/link", "deep").withSymlink("link", "dir"),
                onBase("COPY l* /new/").withSymlink("link", "a.txt").withSymlink("list", "dir"),
                onBase("COPY --chown=app:files links /new").withSymlink("links/file", "a.txt"),
                ofDockerfile("symbolic link over a file", "FROM {base}\nCOPY links /data/tree\n")
                        .withSymlink("links/kept", "/etc/passwd"),
                ofDockerfile("symbolic link over a directory", "FROM {base}\nCOPY links /data/tree\n")
                        .withSymlink("links/deep", "/etc"),
                ofDockerfile("symbolic link over a symbolic link", "FROM {base}\nCOPY links /data\n")
                        .withSymlink("links/absolute", "/etc"));
    }

    private static Stream<BuildCase> patterns() {
        return Stream.of(
                onBase("COPY *.txt /new/"),
                onBase("COPY ?.txt /new/"),
                onBase("COPY [a-z].txt /new/"),
                onBase("COPY [^a].txt /new/"),
                onBase("COPY [!a].txt /new/"),
                onBase("COPY d* /new/"),
                onBase("COPY d*/ /new/").refused(),
                onBase("COPY * /new/"),
                onBase("COPY dir/* /new/"),
                onBase("COPY */*.txt /new/"),
                onBase("COPY **/*.txt /new/").byEngine(),
                onBase("COPY d?r/d*p/* /new/"),
                onBase("COPY r*.sh /new"),
                onBase("COPY d* /new"),
                onBase("COPY *.txt /new").refused(),
                onBase("COPY *.md /new/").refused(),
                onBase("COPY a.txt *.md /new/").byEngine(),
                onBase("COPY [ab /new/").refused(),
                onBase("COPY .h* /new/").with(".hidden", "hidden\n"),
                onBase("COPY * /new/").with(".hidden", "hidden\n").with(".git/config", "x\n"),
                onBase("COPY [\"[[]x].txt\", \"/new/\"]").with("[x].txt", "bracket\n"),
                onBase("COPY \\*.txt /new/").with("*.txt", "star\n"));
    }

    private static Stream<BuildCase> ignored() {
        return Stream.of(
                onBase("COPY . /new").ignoring("*.txt\n!b.txt\n"),
                onBase("COPY . /new").ignoring("*\n!a.txt\n"),
                onBase("COPY . /new").ignoring("dir\n!dir/deep/y.txt\n"),
                onBase("COPY . /new").ignoring("**/y.txt\n# comment\n\nother/\n"),
                onBase("COPY . /new").ignoring("dir/deep\n!dir/deep\n"),
                onBase("COPY . /new").ignoring("Dockerfile\n.dockerignore\n"),
                onBase("COPY . /new").ignoring("Dockerfile\n"),
                onBase("COPY . /new").ignoring("*\n"),
                onBase("COPY dir /new").ignoring("dir/*\n"),
                onBase("COPY a.txt /new").ignoring("a.txt\n").refused(),
                onBase("COPY *.txt /new/").ignoring("a.txt\n"),
                onBase("COPY dir /new").ignoring("dir/x.txt\n"),
                onBase("COPY Dockerfile .dockerignore /new/").ignoring("a.txt\n"),
                onBase("COPY Dockerfile /new/").ignoring("Dockerfile\n").refused(),
                onBase("COPY link /new")
                        .withSymlink("link", "a.txt")
                        .ignoring("a.txt\n")
                        .refused(),
                onBase("COPY . /new").with("Dockerfile.dockerignore", "*.txt\n").ignoring("dir\n"));
    }

    private static Stream<BuildCase> dockerfiles() {
        return Stream.of(
                ofDockerfile("Dockerfile outside its context", "FROM {base}\nCOPY . /new\n")
                        .withDockerfileAt("docker/Dockerfile"),
                ofDockerfile("Dockerfile and ignore file outside", "FROM {base}\nCOPY . /new\n")
                        .withDockerfileAt("docker/Dockerfile")
                        .ignoring("*.txt\n.dockerignore\n"),
                ofDockerfile("Dockerfile below", "FROM {base}\nCOPY . /new\n")
                        .withDockerfileAt("microservices/api/dir/Dockerfile"));
    }
}
