package dev.longshore.project.dockerfile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * A shell's pattern of {@code *} and {@code ?}, without classes. Each piece moves the set of places that the pieces before it
 * can end at, so a match takes at most the pattern's length times the value's.
 */
final class ShellPattern {
    private static final int MAX_PATTERN = 256;
    private static final int MAX_VALUE = 4096;
    private static final int ANY = -1;
    private static final int ANY_NUMBER = -2;

    /** Code points, or one of the two above. */
    private final List<Integer> pieces;

    private ShellPattern(List<Integer> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    static ShellPattern of(String pattern) {
        int[] characters = pattern.codePoints().toArray();
        if (characters.length > MAX_PATTERN) {
            throw new ExpansionException("a pattern is longer than " + MAX_PATTERN + " characters");
        }
        List<Integer> pieces = new ArrayList<>();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '\\' && i + 1 < characters.length) {
                pieces.add(escaped(characters[++i]));
            } else if (characters[i] == '*' || characters[i] == '?') {
                pieces.add(characters[i] == '*' ? ANY_NUMBER : ANY);
            } else {
                pieces.add(characters[i]);
            }
        }
        return new ShellPattern(pieces);
    }

    private static int escaped(int character) {
        if ("*?\\}/".indexOf(character) < 0) {
            throw new ExpansionException(
                    "a pattern has \"\\" + Character.toString(character) + "\"; only * ? \\ } and / are escaped");
        }
        return character;
    }

    String cutStart(String value, boolean longest) {
        int[] characters = characters(value);
        BitSet ends = ends(pieces, characters, 0);
        if (ends.isEmpty()) {
            return value;
        }
        int end = longest ? ends.length() - 1 : ends.nextSetBit(0);
        return new String(characters, end, characters.length - end);
    }

    String cutEnd(String value, boolean longest) {
        List<Integer> backwards = new ArrayList<>(pieces);
        Collections.reverse(backwards);
        String rest = new ShellPattern(backwards).cutStart(reversed(value), longest);
        return reversed(rest);
    }

    /** Replaces the first match from the left, as long as it can be, or all of them. */
    String replace(String value, String replacement, boolean all) {
        int[] characters = characters(value);
        StringBuilder result = new StringBuilder();
        int at = 0;
        int endOfLast = -1;
        while (at <= characters.length && (all || endOfLast < 0)) {
            BitSet ends = ends(pieces, characters, at);
            int end = ends.length() - 1;
            if (end < 0 && hasTriedTheRest(characters, at)) {
                break;
            }
            // Nothing, right behind a match, is no match of its own.
            if (end > at || (end == at && at != endOfLast)) {
                result.append(replacement);
                endOfLast = end;
            }
            if (end <= at && at < characters.length) {
                result.appendCodePoint(characters[at]);
            }
            at = Math.max(end, at + 1);
            if (result.length() > WordLexer.MAX_LENGTH) {
                throw new ExpansionException("it gets longer than " + WordLexer.MAX_LENGTH + " characters");
            }
        }
        if (at < characters.length) {
            result.append(new String(characters, at, characters.length - at));
        }
        return result.toString();
    }

    private static BitSet ends(List<Integer> pieces, int[] characters, int start) {
        BitSet places = new BitSet();
        places.set(start);
        for (int piece : pieces) {
            if (places.isEmpty()) {
                return places;
            }
            if (piece == ANY_NUMBER) {
                places.set(places.nextSetBit(0), characters.length + 1);
            } else {
                BitSet ends = new BitSet();
                for (int at = places.nextSetBit(0); at >= 0 && at < characters.length; at = places.nextSetBit(at + 1)) {
                    ends.set(at + 1, piece == ANY || characters[at] == piece);
                }
                places = ends;
            }
        }
        return places;
    }

    /** What follows the first star has been looked for in all the rest, so it isn't behind a later place either. */
    private boolean hasTriedTheRest(int[] characters, int start) {
        int star = pieces.indexOf(ANY_NUMBER);
        return star >= 0 && !ends(pieces.subList(0, star), characters, start).isEmpty();
    }

    private static int[] characters(String value) {
        if (value.length() > MAX_VALUE) {
            throw new ExpansionException(
                    "a value of more than " + MAX_VALUE + " characters can't be cut or replaced in");
        }
        return value.codePoints().toArray();
    }

    private static String reversed(String value) {
        return new StringBuilder(value).reverse().toString();
    }
}
