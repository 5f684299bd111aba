package dev.longshore.project.name;

import java.util.Optional;
import java.util.regex.Pattern;

/** The syntax of a DNS label (RFC 1123): 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or digit. */
public final class DnsLabel {
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** What a name must look like, to be put behind "must be" in a message. */
    public static final String RULE = "1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or a digit";

    private DnsLabel() {}

    public static boolean matches(String text) {
        return SYNTAX.matcher(text).matches();
    }

    /** Returns the text when it is a label. */
    public static Optional<String> of(String text) {
        return matches(text) ? Optional.of(text) : Optional.empty();
    }

    static String require(String what, String text) {
        if (!matches(text)) {
            throw new IllegalArgumentException(what + " must be " + RULE);
        }
        return text;
    }
}
