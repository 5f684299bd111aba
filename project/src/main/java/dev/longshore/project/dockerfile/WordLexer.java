package dev.longshore.project.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a text as a shell reads words: quotes, escapes and variables. Used once. */
final class WordLexer {
    /** The length of a word that holds; variables that repeat each other would else double it line by line. */
    static final int MAX_LENGTH = 128 * 1024;

    private static final int MAX_DEPTH = 50;
    static final int END = -1;

    private final String text;
    private final char escape;
    private final Mode mode;
    private final Variables variables;
    private final Set<String> unset = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();
    private boolean keepsEscapes;
    private int at;
    private int depth;

    enum Mode {
        /** Quotes and escapes do their work and are gone. */
        WORDS(true, false, false),
        /** Quotes are characters as any other. */
        CONTENT(false, false, false),
        /** To find heredocs: what is quoted stays so. */
        RAW(true, true, true),
        /** A heredoc's name, of which the quotes are to be counted. */
        RAW_QUOTES(true, true, false),
        /** A heredoc's name. */
        NAME(true, false, false);

        private final boolean readsQuotes;
        private final boolean keepsQuotes;
        private final boolean keepsEscapes;

        Mode(boolean readsQuotes, boolean keepsQuotes, boolean keepsEscapes) {
            this.readsQuotes = readsQuotes;
            this.keepsQuotes = keepsQuotes;
            this.keepsEscapes = keepsEscapes;
        }
    }

    /** Unlike other mistakes it says nothing about how an engine reads the text. */
    static final class TooDeepException extends ExpansionException {
        private static final long serialVersionUID = 1L;

        TooDeepException(String message) {
            super(message);
        }
    }

    WordLexer(String text, char escape, Mode mode, Variables variables) {
        this.text = text;
        this.escape = escape;
        this.mode = mode;
        this.variables = variables;
        this.keepsEscapes = mode.keepsEscapes;
    }

    Expansion read() {
        Collected collected = until(END, keepsEscapes);
        return new Expansion(collected.text(), collected.words(), unset, unknown);
    }

    /** What has been read: as one text, and word by word. */
    private static final class Collected {
        private final int limit;
        private final StringBuilder whole = new StringBuilder();
        private final StringBuilder word = new StringBuilder();
        private final List<String> finished = new ArrayList<>();

        Collected(int limit) {
            this.limit = limit;
        }

        void add(CharSequence characters) {
            whole.append(characters);
            word.append(characters);
            if (whole.length() > limit) {
                throw new ExpansionException("it gets longer than " + limit + " characters");
            }
        }

        /** Blanks in it end a word. */
        void addSplit(String characters) {
            for (int i = 0; i < characters.length(); i++) {
                char c = characters.charAt(i);
                if (Blanks.is(c)) {
                    endWord();
                    whole.append(c);
                } else {
                    add(Character.toString(c));
                }
            }
        }

        private void endWord() {
            if (word.length() > 0) {
                finished.add(word.toString());
                word.setLength(0);
            }
        }

        String text() {
            return whole.toString();
        }

        List<String> words() {
            endWord();
            return finished;
        }
    }

    /** Reads up to a character, which is taken too, or to the end. */
    private Collected until(int stop, boolean rawEscapes) {
        boolean before = keepsEscapes;
        keepsEscapes = rawEscapes;
        if (++depth > MAX_DEPTH) {
            throw new TooDeepException("more than " + MAX_DEPTH + " variables stand within each other");
        }
        Collected collected = new Collected(isRaw() ? Integer.MAX_VALUE : MAX_LENGTH);
        while (at < text.length() && text.charAt(at) != stop) {
            piece(collected);
        }
        if (stop != END && at++ >= text.length()) {
            throw new ExpansionException("a \"${\" has no \"" + (char) stop + "\"");
        }
        keepsEscapes = before;
        depth--;
        return collected;
    }

    private void piece(Collected collected) {
        char c = text.charAt(at);
        if (c == '$') {
            collected.addSplit(dollar());
        } else if (c == '<') {
            collected.add(possibleHeredoc());
        } else if (mode.readsQuotes && c == '\'') {
            collected.add(singleQuoted());
        } else if (mode.readsQuotes && c == '"') {
            collected.add(doubleQuoted());
        } else if (c == escape) {
            collected.add(escaped());
        } else {
            collected.addSplit(Character.toString(c));
            at++;
        }
    }

    /** An escape character at the very end is nothing. */
    private String escaped() {
        String kept = keepsEscapes ? Character.toString(escape) : "";
        at++;
        return at < text.length() ? kept + text.charAt(at++) : kept;
    }

    /** Blanks between {@code <<} and a name belong to it. */
    private String possibleHeredoc() {
        int start = at++;
        if (peek() == '<') {
            at++;
            while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
                at++;
            }
        }
        return text.substring(start, at);
    }

    private String singleQuoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new ExpansionException("a ' has no second one");
        }
        String quoted = mode.keepsQuotes ? text.substring(at, end + 1) : text.substring(at + 1, end);
        at = end + 1;
        return quoted;
    }

    private String doubleQuoted() {
        String quote = mode.keepsQuotes ? "\"" : "";
        StringBuilder quoted = new StringBuilder(quote);
        at++;
        while (peek() != '"') {
            if (peek() == END) {
                throw new ExpansionException("a \" has no second one");
            }
            if (peek() == '$') {
                quoted.append(dollar());
            } else if (peek() == escape) {
                quoted.append(escapedWithinQuotes());
            } else {
                quoted.append(text.charAt(at++));
            }
        }
        at++;
        return quoted.append(quote).toString();
    }

    /** There it stands for itself, but before what would have a meaning. */
    private String escapedWithinQuotes() {
        String kept = keepsEscapes ? Character.toString(escape) : "";
        at++;
        int escapedOne = peek();
        if (escapedOne == END) {
            return kept;
        }
        if (escapedOne == '"' || escapedOne == '$' || escapedOne == escape) {
            at++;
            return kept + (char) escapedOne;
        }
        return kept + escape;
    }

    private String dollar() {
        int start = at++;
        if (peek() != '{') {
            String name = name();
            return name.isEmpty() ? "$" : kept(start, value(name));
        }
        at++;
        if (peek() == '{' || peek() == '}' || peek() == ':') {
            throw new ExpansionException("\"${" + (char) peek() + "\" has no name");
        }
        String name = name();
        if (peek() == '}') {
            at++;
            return kept(start, value(name));
        }
        return kept(start, Substitution.read(this, name));
    }

    private String kept(int start, String value) {
        return isRaw() ? text.substring(start, at) : value;
    }

    /** Whether variables stay as they are. */
    boolean isRaw() {
        return mode != Mode.WORDS && mode != Mode.CONTENT;
    }

    private String name() {
        int start = at;
        int first = peekCodePoint();
        if (Character.isDigit(first)) {
            while (Character.isDigit(peekCodePoint())) {
                at += Character.charCount(peekCodePoint());
            }
        } else if (first != END && "@*#?-$!".indexOf(first) >= 0) {
            at++;
        } else {
            while (Character.isLetterOrDigit(peekCodePoint()) || peek() == '_') {
                at += Character.charCount(peekCodePoint());
            }
        }
        return text.substring(start, at);
    }

    /** The value of a variable; what isn't set, or unknown, has none. */
    String value(String name) {
        return find(name) instanceof Variable.Is is ? is.value() : "";
    }

    Variable find(String name) {
        Variable variable = variables.find(name);
        if (variable instanceof Variable.NotSet) {
            unset.add(name);
        } else if (variable instanceof Variable.Unknown) {
            unknown.add(name);
        }
        return variable;
    }

    /** The text up to a character, which is taken too, with its variables replaced. */
    String word(char stop, boolean rawEscapes) {
        return until(stop, rawEscapes).text();
    }

    /** The next character, or {@link #END}. */
    int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int peekCodePoint() {
        return at < text.length() ? text.codePointAt(at) : END;
    }

    int take() {
        int next = peek();
        at++;
        return next;
    }
}
