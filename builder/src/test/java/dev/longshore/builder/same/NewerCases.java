package dev.longshore.builder.same;

import static dev.longshore.builder.same.BuildCase.onBase;

import java.util.stream.Stream;

/** What only newer builders know: the image is that of older words for the same. */
final class NewerCases {
    private NewerCases() {}

    static Stream<BuildCase> all() {
        return Stream.concat(modes(), texts());
    }

    private static Stream<BuildCase> modes() {
        return Stream.of(
                onBase("COPY --chmod=700 a.txt /new/").asAnEnginesOwn("COPY a.txt /new/", "RUN chmod 700 /new/a.txt"),
                onBase("COPY --chmod=0644 run.sh /one/two/run")
                        .asAnEnginesOwn(
                                "COPY run.sh /one/two/", "RUN cd /one/two && chmod 644 run.sh && mv run.sh run"),
                onBase("COPY --chmod=750 dir /new").asAnEnginesOwn("COPY dir /new", "RUN chmod -R 750 /new"),
                onBase("COPY --chmod=4755 --chown=app run.sh /new/")
                        .asAnEnginesOwn("COPY --chown=app run.sh /new/", "RUN chmod 4755 /new/run.sh"),
                onBase("COPY --chmod=600 dir /data/real")
                        .asAnEnginesOwn("COPY dir /data/real", "RUN cd /data/real && chmod -R 600 x.txt deep"),
                onBase("ARG MODE=711", "COPY --chmod=$MODE links /new")
                        .withSymlink("links/link", "/etc/passwd")
                        .asAnEnginesOwn("COPY links /new", "RUN chmod 711 /new"),
                onBase("ADD --chmod=755 a.txt /new/").asAnEnginesOwn("ADD a.txt /new/", "RUN chmod 755 /new/a.txt"),
                onBase("COPY --from={base} --chmod=640 /usr/bin/tool /data/tree /new/")
                        .asAnEnginesOwn(
                                "COPY --from={base} /usr/bin/tool /data/tree /new/",
                                "RUN chmod 640 /new/tool" + " && cd /new && chmod 640 kept deep deep/y.txt"),
                onBase("COPY --chmod=rwx a.txt /new/").refused(),
                onBase("COPY --chmod=999 a.txt /new/").refused());
    }

    private static Stream<BuildCase> texts() {
        return Stream.of(
                onBase("COPY <<EOF /new", "text", "EOF").asAnEnginesOwn("RUN echo text > /new"),
                onBase("COPY <<one.txt <<two.txt /new/", "1", "one.txt", "2", "two.txt")
                        .asAnEnginesOwn("RUN mkdir /new && echo 1 > /new/one.txt && echo 2 > /new/two.txt"),
                onBase("ENV NAME=value", "COPY <<EOF a.txt /new/", "a $NAME ${OTHER:-x} \\$NAME", "EOF")
                        .asAnEnginesOwn(
                                "ENV NAME=value",
                                "COPY a.txt /new/",
                                "RUN printf '%s\\n' 'a value x $NAME' > /new/EOF"),
                onBase("COPY <<'EOF' /new", "a $NAME", "EOF").asAnEnginesOwn("RUN echo 'a $NAME' > /new"),
                onBase("COPY <<-EOF /data/real", "\t\ttabs", "\tEOF").asAnEnginesOwn("RUN echo tabs > /data/real/EOF"),
                onBase("COPY --chmod=755 --chown=app:files <<EOF /new/run", "#!/bin/sh", "EOF")
                        .asAnEnginesOwn("RUN mkdir /new && cd /new && echo '#!/bin/sh' > run && chmod 755 run"
                                + " && chown -R app:files /new"),
                onBase("ADD <<EOF /data/file", "EOF")
                        .asAnEnginesOwn("COPY empty /data/empty", "RUN cd /data && rm file && mv empty file")
                        .with("empty", ""),
                onBase("COPY <<EOF <<OTHER /new", "EOF", "OTHER").refused());
    }
}
