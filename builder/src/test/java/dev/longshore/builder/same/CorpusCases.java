package dev.longshore.builder.same;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Dockerfiles that the reader is tested with. */
final class CorpusCases {
    private static final String IN_PROCESS = """
            arg-in-quotes arg-pattern-in-from bazel-like-digests buildinfo-labels bytes-not-utf-8
            directive-check env-forms env-json-value env-quotes-within env-unterminated-in-spaced-form
            expose-forms form-empty-commands form-json-empty form-json-over-lines
            form-json-single-quotes-is-shell from-scratch-mix grafana-dashboards haproxy hasura-graphql
            healthcheck-continued heredoc-not-in-other-instructions label-forms lua-openresty maintainer
            minecraft-args odd-comment-only-between odd-many-comments odd-no-line-feed-at-the-end
            odd-tabs-between-words onbuild-continued postgres-init prometheus-config redis-conf
            ruby-sinatra-onbuild stages-test-and-production static-caddy static-nginx telegraf-like-args
            user-forms windows-escape-env windows-json-single-backslash workdir-forms
            """;

    private static final String SPLIT = """
            bun cpp-cmake-vcpkg dotnet-webapi elasticsearch-plugins git-sshd heredoc-not-in-json
            imagemagick-lambda java-jlink java-maven-stages java-spring-layers java-tomcat-war julia
            keycloak-build ml-cuda nim-crystal-two-targets node-express node-monorepo-workspace
            odd-double-hyphen-ends-flags odd-unicode perl-mojo python-alpine-build-deps python-fastapi-poetry
            python-flask r-shiny rust-musl stage-name-case static-busybox-httpd supervisor-two-programs
            """;

    /** Why some aren't built here: an engine would be compared with itself, or can't build them. */
    private static final Map<String, String> LEFT_OUT = leftOut();

    private CorpusCases() {}

    static Stream<BuildCase> all() {
        return Stream.concat(
                names(IN_PROCESS).map(name -> new CorpusFile(name).asCase()),
                names(SPLIT).map(name -> new CorpusFile(name).asCase().made(Way.SPLIT)));
    }

    /** All that are built here or left out. */
    static List<String> names() {
        return Stream.concat(Stream.of(IN_PROCESS, SPLIT), LEFT_OUT.values().stream())
                .flatMap(CorpusCases::names)
                .sorted()
                .toList();
    }

    /** How many are built, and how many are left out for each reason. */
    static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("built in process", names(IN_PROCESS).count());
        counts.put("split", names(SPLIT).count());
        LEFT_OUT.forEach((reason, names) ->
                counts.put("left out: " + reason, names(names).count()));
        return counts;
    }

    private static Stream<String> names(String text) {
        return Stream.of(text.strip().split("\\s+", -1));
    }

    private static Map<String, String> leftOut() {
        Map<String, String> left = new LinkedHashMap<>();
        left.put("its last stage, or one that it needs, runs a program behind all that it copies", """
            ansible-controller arg-env-same-name arg-forms arg-predefined arg-scope bitcoin-daemon-args
            bytes-byte-order-mark bytes-byte-order-mark-directive bytes-carriage-return-alone bytes-crlf
            bytes-crlf-directive bytes-crlf-heredoc bytes-escape-before-form-feed bytes-form-feeds
            bytes-no-break-space c-make clojure-lein conda-environment cron-job deno
            directive-after-comment-is-a-comment directive-after-empty-line-is-a-comment
            directive-spacing-and-case directive-unknown-is-a-comment erlang-rebar escape-default-explicit
            escape-with-syntax form-json form-json-spacing form-json-unterminated-is-shell form-shell
            form-shell-instruction form-shell-test-brackets from-stage go-air-dev godot-server
            heredoc-after-continuation heredoc-blank-lines-and-backslashes heredoc-crlf-free-end
            heredoc-double-quoted-delimiter heredoc-escaped-name heredoc-file-descriptor
            heredoc-looks-like-dockerfile heredoc-not-within-quotes heredoc-quoted-delimiter
            heredoc-redirects-and-pipes heredoc-run-python heredoc-run-script heredoc-shift-operators
            heredoc-space-before-name heredoc-tabs-cut heredoc-tabs-not-cut heredoc-two-in-run
            heredoc-with-mounts jenkins-plugins kafka-connect mysql-timezone node-npm-secret node-old-env-form
            node-pnpm-cache node-puppeteer odd-blanks-behind-the-escape odd-comments-in-continuation
            odd-continuation-to-the-end odd-empty-lines-in-continuation odd-escape-alone-in-a-line
            odd-escaped-escape odd-hash-in-the-middle odd-indented odd-instruction-without-blank-behind-flag
            odd-long-line odd-mixed-case odd-one-stage-many-empty-lines odd-trailing-blanks
            odd-word-split-by-continuation php-apache php-composer-fpm python-celery-worker python-django
            python-uv rabbitmq-plugins ruby-rails run-awk-and-braces run-case-statement run-long-chains
            run-mount-all-types run-mount-quoted run-mount-variables run-network-security run-printf-newlines
            scala-sbt stage-graph-diamond terraform-cli windows-escape windows-escape-continuation
            """);
        left.put("a program of it needs all files of the context", """
            angular dart-server dotnet-arg-configuration go-distroless go-static haskell-cabal hugo-site
            java-gradle kotlin-ktor latex-paper nix-image node-next-standalone react-vite-spa rust-chef
            swift-vapor zig
            """);
        left.put("an older engine knows not all of its words", """
            add-flags copy-flags copy-flags-quoted entrypoint-heredoc-script env-expansions healthcheck-forms
            heredoc-add heredoc-copy heredoc-copy-flags heredoc-copy-mixed-with-paths heredoc-copy-several
            heredoc-empty heredoc-onbuild nginx-template-heredoc odd-scratch-only vault-hcl-heredoc
            """);
        left.put("it says for which platform it is", """
            arg-from-everywhere from-forms go-cross multi-arch-case
            """);
        left.put("no engine builds it", "volume-forms");
        left.put("it fetches from the network", """
            add-forms wordpress-extended
            """);
        left.put("its images have files or users that the one in their place hasn't", """
            copy-from-number elixir-release odd-lower-case python-notebook selenium-node stages-ten
            """);
        left.put("its context has files that are hard to name", """
            copy-file-names-with-odd-characters copy-forms copy-variables java-jar
            """);
        left.put("only an engine does it", """
            onbuild-copy-from onbuild-forms stages-same-name stopsignal-forms
            """);
        return left;
    }
}
