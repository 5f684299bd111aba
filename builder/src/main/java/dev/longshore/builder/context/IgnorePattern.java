package dev.longshore.builder.context;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of Go's {@code filepath.Match} with {@code **} for any number of directories: {@code *} and {@code ?} stay
 * within a part of the path, {@code [a-z]} and {@code [^a-z]} are classes, a backslash takes a character as it is.
 */
final class IgnorePattern {
    private static final String WITHIN_PART = "[^/]";

    private final String literalPrefix;
    private final Pattern regex;

    private IgnorePattern(String literalPrefix, Pattern regex) {
        this.literalPrefix = literalPrefix;
        this.regex = regex;
    }

    static IgnorePattern compile(String pattern) {
        String prefix = literalPrefix(pattern);
        try {
            return new IgnorePattern(prefix, Pattern.compile(translate(pattern), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            // A class such as [z-a] can match nothing but itself.
            return new IgnorePattern(prefix, Pattern.compile(Pattern.quote(pattern)));
        }
    }

    boolean matches(String path) {
        return regex.matcher(path).matches();
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

    private static String translate(String pattern) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (pattern.startsWith("**", at)) {
                at += pattern.startsWith("**/", at) ? 3 : 2;
                regex.append(at == pattern.length() ? ".*" : "(?:.*/)?");
                continue;
            }
            int end = c == '[' ? endOfClass(pattern, at) : -1;
            if (end > 0) {
                regex.append(characterClass(pattern.substring(at + 1, end)));
                at = end + 1;
                continue;
            }
            if (c == '*') {
                regex.append(WITHIN_PART).append('*');
            } else if (c == '?') {
                regex.append(WITHIN_PART);
            } else {
                if (c == '\\' && at + 1 < pattern.length()) {
                    at++;
                }
                regex.append(Pattern.quote(pattern.substring(at, at + 1)));
            }
            at++;
        }
        return regex.toString();
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

    private static String characterClass(String content) {
        boolean negated = content.startsWith("^");
        String characters =
                (negated ? content.substring(1) : content).replace("[", "\\[").replace("&", "\\&");
        return negated ? "[^/" + characters + "]" : "[" + characters + "&&[^/]]";
    }
}
