package dev.longshore.project.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A word with its variables replaced and its quotes removed.
 *
 * @param words the text taken apart at the blanks that aren't quoted
 * @param unset the names that stand for nothing
 * @param unknown the names of which only an engine could tell; they are replaced as if they weren't set
 */
public record Expansion(String text, List<String> words, Set<String> unset, Set<String> unknown) {
    public Expansion {
        words = List.copyOf(words);
        unset = Set.copyOf(unset);
        unknown = Set.copyOf(unknown);
    }

    /** The text if nothing unknown is in it. */
    public Optional<String> certain() {
        return unknown.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** @throws ExpansionException if it can't be understood, or a variable must be set and isn't */
    public static Expansion of(String word, char escape, Variables variables) {
        return new WordLexer(word, escape, WordLexer.Mode.WORDS, variables).read();
    }

    /** The same for the content of a heredoc, in which quotes mean nothing. */
    static Expansion ofContent(String content, Variables variables) {
        return new WordLexer(content, Directives.BACKSLASH, WordLexer.Mode.CONTENT, variables).read();
    }
}
