package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.WordLexer.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words that announce heredocs; those within quotes don't. */
final class HeredocFinder {
    /** Perhaps with the number of the file descriptor that a shell is to connect. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile("\\d*<<(?<cut>-?)\\s*(?<name>[^<]+)");

    private HeredocFinder() {}

    /** Without their contents, which follow the line. A line that a shell couldn't take apart announces none. */
    static List<Heredoc> in(JoinedLine line) {
        List<Heredoc> found = new ArrayList<>();
        try {
            for (String word : lex(line.text(), Mode.RAW).words()) {
                announced(word).ifPresent(found::add);
            }
        } catch (WordLexer.TooDeepException e) {
            throw new DockerfileException(line.at(0), e.getMessage());
        } catch (ExpansionException e) {
            return List.of();
        }
        return found;
    }

    /** The heredoc that a word announces. */
    static Optional<Heredoc> announced(String word) {
        Matcher announcement = ANNOUNCEMENT.matcher(word);
        if (!announcement.matches()) {
            return Optional.empty();
        }
        String written = announcement.group("name");
        List<String> names = lex(written, Mode.NAME).words();
        if (names.size() != 1) {
            return Optional.empty();
        }
        boolean quoted =
                quotes(names.get(0)) != quotes(lex(written, Mode.RAW_QUOTES).text());
        return Optional.of(
                new Heredoc(names.get(0), !quoted, !announcement.group("cut").isEmpty(), ""));
    }

    private static Expansion lex(String text, Mode mode) {
        return new WordLexer(text, Directives.BACKSLASH, mode, Variables.NONE).read();
    }

    private static long quotes(String text) {
        return text.chars().filter(c -> c == '\'' || c == '"').count();
    }
}
