package dev.longshore.project.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** What Docker's parser, which is written in Go, takes for white space; Java's own notions differ. */
final class Blanks {
    private static final char NEXT_LINE = '\u0085';

    private Blanks() {}

    static boolean is(int c) {
        return (c >= '\t' && c <= '\r') || c == NEXT_LINE || Character.isSpaceChar(c);
    }

    /** Those that stand between words. */
    static boolean isSeparator(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r' && c != '\n');
    }

    /** The first place from {@code start} that has none. */
    static int skip(String text, int start) {
        int at = start;
        while (at < text.length() && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where the text ends without those at its end. */
    static int end(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    static String trim(String text) {
        int start = skip(text, 0);
        return start == text.length() ? "" : text.substring(start, end(text));
    }

    static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= text.length(); at++) {
            boolean between = at == text.length() || isSeparator(text.charAt(at));
            if (between && start >= 0) {
                words.add(new Word(text.substring(start, at), start));
                start = -1;
            } else if (!between && start < 0) {
                start = at;
            }
        }
        return words;
    }
}
