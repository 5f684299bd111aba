package dev.longshore.builder.context;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of Go's {@code filepath.Match} with {@code **} for any number of directories: {@code *} and {@code ?} stay
 * within a part of the path, {@code [a-z]} and {@code [^a-z]} are classes, a backslash takes a character as it is.
 *
 * <p>Each piece of the pattern moves the set of places in the path that the pieces before it can end at, so a match takes
 * at most the pattern's length times the path's, however the pattern is written.
 */
public final class IgnorePattern {
    private final String literalPrefix;
    private final List<Piece> pieces;

    /** From the places at which a piece may begin to those at which it may end. */
    private interface Piece {
        BitSet ends(BitSet begins, int[] path);
    }

    private IgnorePattern(String literalPrefix, List<Piece> pieces) {
        this.literalPrefix = literalPrefix;
        this.pieces = List.copyOf(pieces);
    }

    public static IgnorePattern compile(String pattern) {
        String prefix = literalPrefix(pattern);
        try {
            return new IgnorePattern(prefix, pieces(pattern));
        } catch (PatternSyntaxException e) {
            // A class such as [z-a] can match nothing but itself.
            return new IgnorePattern(
                    prefix,
                    pattern.codePoints().mapToObj(IgnorePattern::literal).toList());
        }
    }

    /** Whether it matches a path or one of the directories above it. */
    boolean matchesItOrAParent(String path) {
        int[] characters = path.codePoints().toArray();
        return ends(characters).stream().anyMatch(end -> end == characters.length || characters[end] == '/');
    }

    /** Whether it matches a path as a whole. */
    public boolean matches(String path) {
        int[] characters = path.codePoints().toArray();
        return ends(characters).get(characters.length);
    }

    private BitSet ends(int[] characters) {
        BitSet places = new BitSet();
        places.set(0);
        for (Piece piece : pieces) {
            places = piece.ends(places, characters);
            if (places.isEmpty()) {
                return places;
            }
        }
        return places;
    }

    boolean mayMatchBelow(String directory) {
        String below = directory + "/";
        return below.startsWith(literalPrefix) || literalPrefix.startsWith(below);
    }

    private static String literalPrefix(String pattern) {
        int end = 0;
        while (end < pattern.length() && "*?[\\".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        return pattern.substring(0, end);
    }

    private static List<Piece> pieces(String pattern) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (pattern.startsWith("**", at)) {
                at += pattern.startsWith("**/", at) ? 3 : 2;
                pieces.add(at == pattern.length() ? IgnorePattern::rest : IgnorePattern::directories);
                continue;
            }
            int end = c == '[' ? endOfClass(pattern, at) : -1;
            if (end > 0) {
                pieces.add(one(characterClass(pattern.substring(at + 1, end))));
                at = end + 1;
                continue;
            }
            if (c == '*') {
                pieces.add(IgnorePattern::withinPart);
            } else if (c == '?') {
                pieces.add(one(character -> character != '/'));
            } else {
                if (c == '\\' && at + 1 < pattern.length()) {
                    at++;
                }
                int character = pattern.codePointAt(at);
                pieces.add(literal(character));
                at += Character.charCount(character) - 1;
            }
            at++;
        }
        return pieces;
    }

    private static Piece literal(int wanted) {
        return one(character -> character == wanted);
    }

    private static Piece one(IntPredicate wanted) {
        return (begins, path) -> {
            BitSet ends = new BitSet();
            begins.stream()
                    .filter(at -> at < path.length && wanted.test(path[at]))
                    .forEach(at -> ends.set(at + 1));
            return ends;
        };
    }

    /** {@code *} */
    private static BitSet withinPart(BitSet begins, int[] path) {
        BitSet ends = new BitSet();
        for (int at = 0; at <= path.length; at++) {
            ends.set(at, begins.get(at) || (at > 0 && ends.get(at - 1) && path[at - 1] != '/'));
        }
        return ends;
    }

    /** {@code **} at the end. */
    private static BitSet rest(BitSet begins, int[] path) {
        BitSet ends = new BitSet();
        ends.set(begins.nextSetBit(0), path.length + 1);
        return ends;
    }

    /** {@code **} before something: nothing, or all up to a slash. */
    private static BitSet directories(BitSet begins, int[] path) {
        BitSet ends = new BitSet();
        ends.or(begins);
        for (int at = begins.nextSetBit(0); at < path.length; at++) {
            if (path[at] == '/') {
                ends.set(at + 1);
            }
        }
        return ends;
    }

    /** The index of the bracket that closes a class; -1 when none does, which makes the opening one a plain character. */
    private static int endOfClass(String pattern, int open) {
        for (int at = open + 2; at < pattern.length(); at++) {
            if (pattern.charAt(at) == '\\') {
                at++;
            } else if (pattern.charAt(at) == ']') {
                return at;
            }
        }
        return -1;
    }

    private static IntPredicate characterClass(String content) {
        boolean negated = content.startsWith("^");
        String characters =
                (negated ? content.substring(1) : content).replace("[", "\\[").replace("&", "\\&");
        Pattern regex = Pattern.compile(negated ? "[^/" + characters + "]" : "[" + characters + "&&[^/]]");
        return character -> regex.matcher(Character.toString(character)).matches();
    }
}
