package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;
import static dev.longshore.builder.same.BuildCase.onBase;

import java.util.stream.Stream;

/** What follows programs that were run. */
final class SplitCases {
    private SplitCases() {}

    static Stream<BuildCase> all() {
        return Stream.concat(split().map(each -> each.made(Way.SPLIT)), whole().map(BuildCase::byEngine));
    }

    private static Stream<BuildCase> whole() {
        return Stream.of(
                ofDockerfile(
                        "a stage that is based on triggers",
                        "FROM {base} AS first\nONBUILD COPY a.txt /a\nRUN true\nFROM first\nCOPY b.txt /b\n"),
                onBase("COPY Dockerfile /copied", "RUN true", "COPY a.txt /"),
                onBase("ENV A=1", "RUN true", "ENV A=2 B=$A", "ENV C=$A"));
    }

    private static Stream<BuildCase> split() {
        return Stream.of(
                onBase("RUN echo made > /made", "COPY . /new"),
                onBase("COPY a.txt /new/", "RUN cp /new/a.txt /made", "COPY . /new/"),
                onBase("WORKDIR /w", "COPY a.txt .", "RUN cp a.txt b", "COPY dir sub/", "CMD [\"x\"]"),
                onBase("RUN mkdir -m 750 /made && chown app:files /made", "COPY --chown=app . /made"),
                onBase("RUN ln -s /data/real /made", "COPY dir /made/"),
                onBase(
                        "RUN echo new:x:77:77::/:/bin/sh >> /etc/passwd && echo new:x:78: >> /etc/group",
                        "COPY --chown=new dir /new"),
                onBase("RUN rm -r /data/tree", "COPY dir /data/tree"),
                onBase("ENV A=1", "ARG B=2", "RUN true", "ENV C=$A$B", "LABEL b=$B", "COPY a.txt /$C/"),
                onBase("SHELL [\"/bin/sh\", \"-ec\"]", "RUN true", "CMD run", "COPY a.txt /"),
                onBase("USER app", "WORKDIR /home/app", "RUN touch made", "COPY a.txt .", "WORKDIR sub"),
                onBase("CMD [\"c\"]", "RUN true", "ENTRYPOINT [\"e\"]", "COPY a.txt /"),
                onBase("ENTRYPOINT [\"e\"]", "CMD [\"c\"]", "RUN true", "COPY a.txt /"),
                onBase("VOLUME /v", "EXPOSE 80", "LABEL a=1", "RUN true", "COPY a.txt /v/", "EXPOSE 81", "LABEL a=2"),
                onBase("RUN exit 3", "COPY a.txt /").refused(),
                ofDockerfile(
                        "a stage that is based on one with a program",
                        "FROM {base} AS first\nRUN echo made > /made\nFROM first\nCOPY a.txt /\n"),
                ofDockerfile("a stage that is based on the rest of another", """
                        FROM {base} AS first
                        CMD ["c"]
                        RUN true
                        ENV A=1
                        COPY a.txt /a
                        FROM first AS second
                        WORKDIR /w
                        ENTRYPOINT ["e"]
                        FROM second
                        COPY b.txt $A
                        """),
                ofDockerfile("a stage between that nothing needs", """
                        FROM {base} AS first
                        RUN echo made > /made
                        FROM {base} AS unused
                        RUN echo no > /no
                        FROM first AS last
                        RUN cat /made > /again
                        FROM last
                        COPY a.txt /
                        """),
                ofDockerfile(
                        "a stage before that nothing needs",
                        "FROM {base} AS unused\nCOPY . /no\nRUN true\nFROM {base}\nRUN echo made > /made\nCOPY a.txt /\n"),
                ofDockerfile("configured base", "FROM {configured}\nUSER root\nRUN true\nCOPY a.txt .\nUSER app\n"),
                ofDockerfile("ARG before FROM", "ARG V=1\nFROM {base}\nARG V\nRUN echo $V > /made\nCOPY a.txt /$V/\n"));
    }
}
