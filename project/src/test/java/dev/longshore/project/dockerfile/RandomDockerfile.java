package dev.longshore.project.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes Dockerfiles of all instructions in all forms. */
final class RandomDockerfile {
    private static final List<String> NAMES = List.of("a", "B", "app", "x1", "_y", "PATH", "été");
    private static final List<String> WORDS = List.of(
            "a", "/b/", "c.txt", "*.md", "$A", "${B:-c}", "\"q\"", "'s'", "x=y", "日本", "a,b", "--x", "#h", "{}", "[z]",
            "a[0]", "-", "<", "1<2", ";");
    private static final List<String> PIECES = List.of(
            "a", "$", "{", "}", ":", "-", "+", "?", "#", "%", "/", "\\", "'", "\"", " ", "A", "${", "${A", ":-", "//",
            "*", "<<", "日", "\t", "`");
    private static final List<String> DAMAGE = List.of(
            "\\",
            "\n",
            "\"",
            "'",
            "<<EOF",
            "<<",
            "[",
            "]",
            "--",
            "=",
            "$",
            "${",
            "}",
            " ",
            "\t",
            "\r\n",
            "#",
            "`",
            "\0",
            "\u00a0",
            ",",
            "\\\n",
            "ONBUILD ",
            "FROM ",
            "\f",
            "\u2028");

    private final Random random;
    private char escape = '\\';

    RandomDockerfile(Random random) {
        this.random = random;
    }

    String valid() {
        escape = chance(5) ? '`' : '\\';
        StringBuilder text = new StringBuilder();
        text.append(chance(5) ? "# syntax=docker/dockerfile:1\n" : "");
        text.append(escape == '`' ? "#escape = `\n" : "");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append("ARG ").append(argument()).append('\n');
        }
        int stages = 1 + random.nextInt(3);
        for (int stage = 0; stage < stages; stage++) {
            text.append("FROM ")
                    .append(chance(4) ? "--platform=linux/amd64 " : "")
                    .append("image:")
                    .append(stage);
            text.append(chance(2) ? " as S" + stage : "").append('\n');
            for (int i = random.nextInt(6); i > 0; i--) {
                text.append(chance(8) ? "ONBUILD " : "")
                        .append(instruction(stage))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** A valid one with some pieces put in, taken out and exchanged. */
    String damaged() {
        StringBuilder text = new StringBuilder(valid());
        for (int i = 1 + random.nextInt(4); i > 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            if (chance(3)) {
                text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
            } else {
                text.insert(at, one(DAMAGE));
            }
        }
        return text.toString();
    }

    /** Keywords in small letters, lines continued at blanks that stand alone, and comments and blanks around them. */
    String relaid(String written, char escapeOfIt) {
        boolean hasHeredocs = written.contains("<<");
        StringBuilder text = new StringBuilder();
        for (String line : written.split("\n", -1)) {
            if (line.isEmpty() || line.startsWith("# ") || hasHeredocs) {
                text.append(line).append('\n');
                continue;
            }
            int end = line.indexOf(' ');
            boolean small = chance(2) && end > 0;
            String cased = small ? line.substring(0, end).toLowerCase(Locale.ROOT) + line.substring(end) : line;
            text.append(chance(4) ? "  " : "").append(chance(3) && end > 0 ? continued(cased, end, escapeOfIt) : cased);
            text.append(chance(3) ? "\n\n# comment\n" : chance(4) ? " \r\n" : "\n");
        }
        return text.toString();
    }

    private static String continued(String line, int at, char escapeOfIt) {
        return line.substring(0, at) + " " + escapeOfIt + " \n  # comment " + escapeOfIt + "\n" + line.substring(at);
    }

    String word() {
        return Stream.generate(() -> one(PIECES)).limit(1 + random.nextInt(8)).collect(Collectors.joining());
    }

    private String instruction(int stage) {
        List<Supplier<String>> all = List.of(
                () -> "RUN " + runFlags() + command(),
                () -> "RUN cat <<" + (chance(2) ? "-" : "") + "EOF" + (chance(2) ? " > /x" : "")
                        + "\n\tfirst $A\n\nEOF",
                () -> "CMD " + command(),
                () -> "ENTRYPOINT " + command(),
                () -> "ENV " + pairs(),
                () -> "ENV " + name() + " " + phrase(),
                () -> "LABEL " + pairs(),
                () -> "ARG " + argument() + " " + argument(),
                () -> "COPY " + copyFlags(stage) + files(),
                () -> "COPY --chmod=644 <<'x.txt' " + name() + " <<y /d/\n$A\nx.txt\nb\ny",
                () -> "ADD " + (chance(3) ? "--keep-git-dir=" + chance(2) + " " : "") + files(),
                () -> "EXPOSE " + (1 + random.nextInt(60000)) + (chance(2) ? "/udp ${P:-80}" : ""),
                () -> "VOLUME " + (chance(2) ? "[\"/a b\", \"/c\"]" : "/a /$B"),
                () -> "USER " + name(),
                () -> "WORKDIR /" + name() + (chance(3) ? " with blank" : ""),
                () -> "STOPSIGNAL SIGTERM",
                () -> "SHELL [\"/bin/sh\", \"-c\"]",
                this::healthCheck);
        return all.get(random.nextInt(all.size())).get();
    }

    private String runFlags() {
        return (chance(4) ? "--network=none " : "")
                + (chance(4) ? "--mount=type=cache,target=/" + name() + ",ro --mount='type=bind,\"dst=/a,b\"' " : "");
    }

    private String copyFlags(int stage) {
        return (stage > 0 && chance(3) ? "--from=" + random.nextInt(stage) + " " : chance(4) ? "--from=img:1 " : "")
                + (chance(4) ? "--chown=" + name() + ":$G --link " : "")
                + (chance(5) ? "--exclude='a b' --exclude=c" + escape + " d --parents " : "");
    }

    private String command() {
        return switch (random.nextInt(4)) {
            case 0 -> "[\"" + name() + "\", \"b c\", \"\\\"\\u00e9\\\\\"]";
            case 1 -> "[]";
            case 2 -> "[ -f x ] && " + phrase();
            default -> name() + " " + phrase();
        };
    }

    private String healthCheck() {
        return chance(4)
                ? "HEALTHCHECK NONE"
                : "HEALTHCHECK " + (chance(2) ? "--interval=" + (1 + random.nextInt(99)) + "m0.5s --retries=2 " : "")
                        + "CMD " + name() + " " + phrase();
    }

    private String files() {
        String plain = Stream.generate(() -> name() + (chance(3) ? "/*.txt" : ""))
                .limit(2 + random.nextInt(2))
                .collect(Collectors.joining("  "));
        return chance(3) ? "[\"a b\", \"c\\td\", \"/e/\"]" : plain;
    }

    private String pairs() {
        return Stream.generate(() -> name() + "=" + value())
                .limit(1 + random.nextInt(3))
                .collect(Collectors.joining(" "));
    }

    private String argument() {
        return name() + (chance(2) ? "=" + value() : "");
    }

    private String value() {
        return switch (random.nextInt(5)) {
            case 0 -> "\"two words $A\"";
            case 1 -> "'single \\ $'";
            case 2 -> "a" + escape + " b" + escape + "\"c";
            case 3 -> "";
            default -> "${A:-x}y=z";
        };
    }

    private String phrase() {
        return Stream.generate(() -> one(WORDS)).limit(1 + random.nextInt(5)).collect(Collectors.joining(" "));
    }

    private String name() {
        return one(NAMES);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
