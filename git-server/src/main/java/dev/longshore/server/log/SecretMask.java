package dev.longshore.server.log;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts {@code ***} in the place of secrets: of the values that it is given, as they are and as programs encode them, and
 * of what looks like a credential, whoever's it is. Values of fewer than 6 characters and common words are left.
 */
public final class SecretMask {
    /** Masks what looks like a credential, for where no secrets are known. */
    public static final SecretMask CREDENTIALS = new SecretMask(List.of());

    static final String MASK = "***";

    /** Of the values in all. */
    private static final int MAX_BYTES = 256 * 1024;

    /**
     * Of the automaton. Each takes 22 bytes and is a character of a form, shared by the forms that begin alike: a key has
     * some 25 for each of its characters, short lines of punctuation 50.
     */
    public static final int MAX_STATES = 1 << 20;

    /** Fewer characters of a value that is cut off tell little and are found everywhere. */
    private static final int LEAST_BEGINNING = 4;

    /** The password of a URL; an access token; the value of a header that authorises. Repetitions are bounded. */
    private static final List<Pattern> LOOKS = List.of(
            Pattern.compile("://[^\\s/?#@:]{0,256}+:([^\\s/@]{1,512})@"),
            Pattern.compile("(lsh_[A-Za-z0-9_-]{43})"),
            Pattern.compile("(?i)(?:authorization|x-hasura-(?:admin-secret|access-key))[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?"
                    + "(?:(?:basic|bearer|token|digest|negotiate)\\s{1,4}+)?([^\\s\"',;]{1,4096})"));

    /** Colours, and characters without a width: a word that has them inside looks the same. */
    private static final Pattern UNSEEN =
            Pattern.compile("\\x1b\\[[0-9;]*m|[\\u00ad\\u200b-\\u200f\\u2060-\\u2064\\ufeff]");

    private final KeywordAutomaton words;
    private final boolean complete;

    private SecretMask(Collection<byte[]> values) {
        List<byte[]> shortestFirst = new ArrayList<>();
        int bytes = 0;
        for (byte[] value : values.stream()
                .sorted(Comparator.comparingInt(value -> value.length))
                .toList()) {
            bytes += value.length;
            if (bytes > MAX_BYTES) {
                break;
            }
            shortestFirst.add(value);
        }
        KeywordTree tree = new KeywordTree(MAX_STATES);
        boolean allFit = Stream.concat(
                        shortestFirst.stream().flatMap(SecretForms::plain),
                        shortestFirst.stream().flatMap(SecretForms::encoded))
                .allMatch(tree::add);
        this.words = new KeywordAutomaton(tree);
        this.complete = allFit && bytes <= MAX_BYTES;
    }

    public static SecretMask of(Collection<byte[]> values) {
        return new SecretMask(values);
    }

    /**
     * Whether all values are masked in all their forms. Else the longest are not: as they are, those that have more than
     * 256 KiB in all with the shorter ones; encoded, those beyond what the mask has room for.
     */
    public boolean isComplete() {
        return complete;
    }

    /** What the mask takes of the memory, in states of 22 bytes. */
    public int states() {
        return words.states();
    }

    /** Masks a text of several lines, whose control characters are removed but for those of colours. */
    public String applyTo(String text) {
        return String.join("\n", LogText.lines(text, this));
    }

    /** @param line without control characters but those of colours */
    String apply(String line) {
        StringBuilder seen = new StringBuilder(line.length());
        int[] places = places(line, seen);
        BitSet secret = words.find(seen, LEAST_BEGINNING, line.length() >= LogText.MAX_LINE);
        for (Pattern look : LOOKS) {
            Matcher matcher = look.matcher(seen);
            while (matcher.find()) {
                secret.set(matcher.start(1), matcher.end(1));
            }
        }
        StringBuilder masked = new StringBuilder(line.length());
        int from = 0;
        for (int start = secret.nextSetBit(0); start >= 0; start = secret.nextSetBit(secret.nextClearBit(start))) {
            masked.append(line, from, places[start]).append(MASK);
            from = places[secret.nextClearBit(start) - 1] + 1;
        }
        return masked.append(line, from, line.length()).toString();
    }

    /** Appends to {@code seen} what is seen of the line, and returns where in the line each of its characters is. */
    private static int[] places(String line, StringBuilder seen) {
        int[] places = new int[line.length()];
        Matcher unseen = UNSEEN.matcher(line);
        int from = 0;
        while (from < line.length()) {
            int until = unseen.find() ? unseen.start() : line.length();
            for (int i = from; i < until; i++) {
                places[seen.length()] = i;
                seen.append(line.charAt(i));
            }
            from = until < line.length() ? unseen.end() : until;
        }
        return places;
    }
}
