package dev.longshore.builder;

import java.util.ArrayList;
import java.util.List;

/**
 * The words with two hyphens at the start of an instruction's arguments, unquoted as Docker's parser does.
 *
 * @param rest the arguments after them
 */
record DockerfileFlags(List<String> flags, String rest) {
    private static final char NO_QUOTE = 0;

    DockerfileFlags {
        flags = List.copyOf(flags);
    }

    /** @param arguments what follows the instruction's keyword */
    static DockerfileFlags of(String arguments) {
        List<String> flags = new ArrayList<>();
        int position = skipSpace(arguments, 0);
        while (arguments.startsWith("--", position)) {
            StringBuilder flag = new StringBuilder();
            position = skipSpace(arguments, read(arguments, position, flag));
            flags.add(flag.toString());
        }
        return new DockerfileFlags(flags, arguments.substring(position));
    }

    private static int read(String text, int from, StringBuilder flag) {
        char quote = NO_QUOTE;
        int i = from;
        for (; i < text.length() && (quote != NO_QUOTE || !Character.isWhitespace(text.charAt(i))); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                quote = NO_QUOTE;
            } else if (quote == NO_QUOTE && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && i + 1 < text.length()) {
                flag.append(text.charAt(++i));
            } else {
                flag.append(c);
            }
        }
        return i;
    }

    private static int skipSpace(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
