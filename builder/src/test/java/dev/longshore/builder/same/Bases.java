package dev.longshore.builder.same;

import dev.longshore.engine.testing.EngineSandbox;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The images that cases start from, made for them by an engine. */
final class Bases {
    /** Users and groups, links of all sorts, and files and directories with unusual modes and owners. */
    private static final String BASE = """
            FROM busybox:latest
            RUN echo 'app:x:1000:1000::/home/app:/bin/sh' >> /etc/passwd \\
             && echo 'guest:x:1001:2000::/home:/bin/sh' >> /etc/passwd \\
             && echo 'app:x:1000:' >> /etc/group \\
             && echo 'files:x:2000:app' >> /etc/group
            RUN mkdir -p /usr/merged /data/real /data/tree/deep /data/clash /data/over/x.txt /data/linked /data/filelinks \\
             && ln -s usr/merged /merged \\
             && ln -s /data/real /data/absolute \\
             && ln -s real /data/relative \\
             && ln -s ../../../../data/real /data/climbing \\
             && ln -s absolute /data/twice \\
             && ln -s nowhere /data/dangling \\
             && ln -s loop /data/loop \\
             && ln -s file /data/to-file \\
             && ln -s /data/real /data/linked/deep \\
             && echo old > /data/target && ln -s /data/target /data/filelinks/x.txt \\
             && echo kept > /data/real/kept && echo kept > /data/tree/kept && echo old > /data/tree/deep/y.txt \\
             && echo no directory > /data/clash/deep && echo inner > /data/over/x.txt/inner \\
             && echo old > /data/file && chmod 640 /data/file && chown 1000:2000 /data/file \\
             && echo one > /data/one && ln /data/one /data/another
            RUN mkdir -m 2775 /var/shared && chown 1000:2000 /var/shared \\
             && mkdir -m 1777 /var/sticky && mkdir -m 700 /var/private && chown 1000:1000 /var/private \\
             && mkdir -p /var/empty/inner && chmod 555 /var/empty \\
             && mkdir -p /home/app && chown 1000:1000 /home/app \\
             && echo tool > /usr/bin/tool && chmod 4755 /usr/bin/tool
            """;

    private static final String CONFIGURED = """
            FROM {base}
            ENV FIRST=1 SECOND=2 NAME=base
            LABEL first=1 second=2
            EXPOSE 80 443/tcp
            VOLUME /volume
            WORKDIR /srv
            USER app
            SHELL ["/bin/sh", "-ec"]
            STOPSIGNAL SIGINT
            HEALTHCHECK --interval=7s CMD true
            ENTRYPOINT ["/bin/entry"]
            CMD ["base"]
            """;

    private static final String TRIGGERING = """
            FROM {base}
            ONBUILD COPY a.txt /triggered/
            """;

    private final Map<String, String> names = new LinkedHashMap<>();

    /** Has the engine make them; until then a Dockerfile can name none. */
    void make(EngineSandbox sandbox, EngineBuilds builds) throws IOException {
        for (Map.Entry<String, String> recipe : List.of(
                Map.entry("base", BASE), Map.entry("configured", CONFIGURED), Map.entry("triggering", TRIGGERING))) {
            String reference = sandbox.image(sandbox.name(recipe.getKey()) + ":1");
            builds.build(BuildCase.ofDockerfile(recipe.getKey(), recipe.getValue()), this, reference);
            names.put(recipe.getKey(), reference);
        }
    }

    /** A Dockerfile with each base called as the engine knows it. */
    String named(String dockerfile) {
        String named = dockerfile;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace("{" + name.getKey() + "}", name.getValue());
        }
        return named;
    }
}
