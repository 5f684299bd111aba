package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.ofDockerfile;
import static dev.longshore.builder.same.BuildCase.onBase;

import java.util.stream.Stream;

/** The instructions that write the image's config. */
final class SettingCases {
    private SettingCases() {}

    static Stream<BuildCase> all() {
        return Stream.of(commands(), values(), variables(), inherited()).flatMap(cases -> cases);
    }

    private static Stream<BuildCase> commands() {
        return Stream.of(
                onBase("ENTRYPOINT [\"e\"]", "CMD [\"c\", \"d\"]"),
                onBase("CMD [\"c\"]", "ENTRYPOINT [\"e\"]"),
                onBase("CMD [\"c\"]", "ENTRYPOINT e f"),
                onBase("ENTRYPOINT exec e $HOME \"two words\""),
                onBase("CMD exec c $HOME && 'x'"),
                onBase("CMD [\"c\"", "CMD ['c']"),
                onBase("CMD []"),
                onBase("ENTRYPOINT []"),
                onBase("CMD", "ENTRYPOINT"),
                onBase("CMD [\"c\"]", "CMD [\"d\"]"),
                onBase("SHELL [\"/bin/ash\", \"-eu\", \"-c\"]", "CMD run", "ENTRYPOINT start"),
                onBase("CMD run", "SHELL [\"/bin/ash\", \"-c\"]"),
                onBase("CMD [\"\\u00fc\", \"a\\\"b\", \"\\\\\", \"\"]"),
                onBase("CMD echo \\", "  two \\", "# comment", "  lines"),
                onBase("HEALTHCHECK CMD curl -f http://localhost/ || exit 1"),
                onBase(
                        "HEALTHCHECK --interval=5m --timeout=3s --start-period=1m30s --retries=2 CMD [\"check\", \"x\"]"),
                onBase("HEALTHCHECK --interval=500ms CMD true"),
                onBase("HEALTHCHECK CMD true", "HEALTHCHECK NONE"),
                onBase("HEALTHCHECK --interval=1us CMD true").refused(),
                onBase("HEALTHCHECK --retries=-1 CMD true").refused(),
                onBase("SHELL [\"/bin/ash\", \"-c\"]", "HEALTHCHECK CMD true"),
                onBase("ONBUILD COPY a.txt /", "ONBUILD RUN make", "ONBUILD CMD [\"x\"]"),
                onBase("ONBUILD ONBUILD COPY a.txt /").refused(),
                onBase("ONBUILD FROM x").refused(),
                onBase("onbuild   copy  a.txt   /x"));
    }

    private static Stream<BuildCase> values() {
        return Stream.of(
                onBase("LABEL a=1 b=\"two words\" c='$x'", "LABEL a=2"),
                onBase("LABEL a one value"),
                onBase("LABEL \"com.example/x y\"=1 multi=\"one \\", "  two\""),
                onBase("LABEL empty= quoted=\"\""),
                onBase("EXPOSE 80"),
                onBase("EXPOSE 80/udp 80/tcp"),
                onBase("EXPOSE 443/TCP").byEngine(),
                onBase("EXPOSE 8000-8003 9000-9001/udp"),
                onBase("EXPOSE 80", "EXPOSE 80 81"),
                onBase("EXPOSE 9999:80").byEngine(),
                onBase("EXPOSE 70000").refused(),
                onBase("EXPOSE 81-80").refused(),
                onBase("EXPOSE 80/icmp").refused(),
                onBase("STOPSIGNAL SIGQUIT"),
                onBase("STOPSIGNAL 9"),
                onBase("STOPSIGNAL term").byEngine(),
                onBase("STOPSIGNAL SIGNOTHING").refused(),
                onBase("STOPSIGNAL 99").byEngine(),
                onBase("MAINTAINER A Person <a@example.com>"),
                onBase("USER app"),
                onBase("USER 1000:2000"),
                onBase("USER stranger:strangers"),
                onBase("USER app files"));
    }

    private static Stream<BuildCase> variables() {
        return Stream.of(
                onBase("ENV A=1 B=2", "ENV C 3 and more", "ENV A=4"),
                onBase("ENV B=2 A=1"),
                onBase("ENV PATH=/opt/bin:$PATH"),
                onBase("ENV A=1", "ENV A=2 B=$A", "ENV C=$B"),
                onBase("ENV A=a\\ b B=\"c d\" C='$A' D=\\$A E=\"\\\"\""),
                onBase("ENV A=", "ENV B=${A:-empty} D=${A:+set} E=${B:+set} F=${Z:-$B}"),
                onBase("ENV A=${MISSING} B=x${MISSING}y"),
                onBase("ENV A=${B:?wrong}").refused(),
                onBase("ENV =x").refused(),
                onBase("ENV A").refused(),
                onBase("ARG V=1", "ENV V=2", "LABEL v=$V"),
                onBase("ENV V=2", "ARG V=1", "LABEL v=$V"),
                onBase("ARG V", "LABEL v=[$V]"),
                onBase("ARG V=a", "ARG W=${V}b", "COPY a.txt /$W/${V:+c}"),
                onBase("ARG HTTP_PROXY", "LABEL p=[$HTTP_PROXY]"),
                onBase(
                        "ENV FILE=a.txt TO=/to USR=app PORT=81 SIG=SIGHUP V=/vol",
                        "COPY $FILE $TO/",
                        "COPY [\"${FILE}\", \"${TO}2/\"]",
                        "ADD $FILE ${TO}3",
                        "WORKDIR $TO",
                        "LABEL l=$FILE $TO=x",
                        "EXPOSE $PORT ${PORT}0/udp",
                        "USER $USR",
                        "VOLUME $V",
                        "STOPSIGNAL $SIG",
                        "CMD echo $FILE",
                        "ENTRYPOINT [\"$FILE\"]"),
                onBase("ENV A=two\\ words", "COPY $A /new/").with("two words", "x\n"),
                onBase("ENV P=80\\ 81", "EXPOSE $P"),
                onBase("ENV A=x", "ENV A=y B=$A", "RUN true").byEngine());
    }

    private static Stream<BuildCase> inherited() {
        return Stream.of(
                onConfigured("ENTRYPOINT [\"other\"]"),
                onConfigured("CMD [\"other\"]"),
                onConfigured("CMD [\"other\"]\nENTRYPOINT [\"entry\"]"),
                onConfigured("CMD run"),
                onConfigured("ENV SECOND=22 FOURTH=4 FIRST=$NAME"),
                onConfigured("LABEL second=22 third=3"),
                onConfigured("EXPOSE 81"),
                onConfigured("VOLUME /other"),
                onConfigured("USER root"),
                onConfigured("USER \"\""),
                onConfigured("SHELL [\"/bin/x\"]\nCMD y"),
                onConfigured("STOPSIGNAL SIGKILL"),
                onConfigured("HEALTHCHECK NONE"),
                onConfigured("HEALTHCHECK --timeout=2s CMD other"),
                onConfigured("ARG FIRST\nARG NAME=arg\nLABEL v=$FIRST$NAME"),
                onConfigured("MAINTAINER x"),
                onConfigured("ONBUILD USER root"));
    }

    private static BuildCase onConfigured(String lines) {
        return ofDockerfile("configured base | " + lines.replace("\n", " | "), "FROM {configured}\n" + lines + "\n");
    }
}
