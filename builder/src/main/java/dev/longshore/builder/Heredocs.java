package dev.longshore.builder;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the heredocs of an instruction end, as BuildKit's parser does; only plain names make one. */
final class Heredocs {
    private static final Set<String> INSTRUCTIONS = Set.of("RUN", "COPY", "ADD");

    /** Words, which quotes can join; one that begins with {@code <<} and a name announces a heredoc. */
    private static final Pattern WORD =
            Pattern.compile("(?:\\\\.|'[^']*'?|\"(?:\\\\.|[^\"\\\\])*+\"?|[^\\s'\"\\\\])++");

    private static final Pattern HEREDOC = Pattern.compile("\\d*<<(-?)(['\"]?)([\\w.]+)\\2");

    private Heredocs() {}

    /** The index of the last line that belongs to the instruction, which ends at {@code line} otherwise. */
    static int end(String instruction, List<String> lines, int line) {
        String keyword = instruction
                .replaceFirst("(?i)^ONBUILD\\s+", "")
                .split("\\s", 2)[0]
                .toUpperCase(Locale.ROOT);
        int end = line;
        if (INSTRUCTIONS.contains(keyword) && instruction.contains("<<")) {
            Matcher words = WORD.matcher(instruction);
            while (words.find()) {
                Matcher heredoc = HEREDOC.matcher(words.group());
                if (heredoc.matches()) {
                    end = terminator(
                            lines, end + 1, heredoc.group(3), !heredoc.group(1).isEmpty());
                }
            }
        }
        return end;
    }

    private static int terminator(List<String> lines, int from, String name, boolean tabsAreCut) {
        for (int i = from; i < lines.size(); i++) {
            String line = tabsAreCut ? lines.get(i).replaceFirst("^\t+", "") : lines.get(i);
            if (line.replaceFirst("\r$", "").equals(name)) {
                return i;
            }
        }
        // The engine refuses a heredoc without an end; if it knows no heredocs, these are instructions.
        return from - 1;
    }
}
