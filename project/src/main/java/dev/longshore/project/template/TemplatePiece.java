package dev.longshore.project.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of a template's text: what is copied, what stands between <code>{{ }}</code>, or between <code>{% %}</code>.
 *
 * @param line where it starts, from 1
 */
record TemplatePiece(Kind kind, String text, int line) {
    enum Kind {
        TEXT,
        OUTPUT,
        TAG,
        COMMENT
    }

    private static final Map<Character, Kind> OPENERS = Map.of('{', Kind.OUTPUT, '%', Kind.TAG, '#', Kind.COMMENT);

    /** Splits a template; comments are left out. */
    static List<TemplatePiece> split(String template) {
        List<TemplatePiece> pieces = new ArrayList<>();
        int line = 1;
        int start = 0;
        for (int at = template.indexOf('{'); at >= 0; at = template.indexOf('{', at)) {
            Kind kind =
                    at + 1 < template.length() ? OPENERS.getOrDefault(template.charAt(at + 1), Kind.TEXT) : Kind.TEXT;
            if (kind == Kind.TEXT) {
                at++;
                continue;
            }
            String before = template.substring(start, at);
            pieces.add(new TemplatePiece(Kind.TEXT, before, line));
            line += newlines(before);
            int end = end(template, at, kind, line);
            String inside = template.substring(at + 2, end);
            if (kind != Kind.COMMENT) {
                pieces.add(new TemplatePiece(kind, inside.strip(), line));
            }
            line += newlines(inside);
            start = end + 2;
            at = start;
        }
        pieces.add(new TemplatePiece(Kind.TEXT, template.substring(start), line));
        return pieces;
    }

    /** Where the closing delimiter is; one inside quotes is text. */
    private static int end(String template, int start, Kind kind, int line) {
        String closer = kind == Kind.OUTPUT ? "}}" : kind == Kind.TAG ? "%}" : "#}";
        boolean quoted = false;
        for (int at = start + 2; at < template.length(); at++) {
            char c = template.charAt(at);
            if (kind != Kind.COMMENT && c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                at++;
            } else if (!quoted && template.startsWith(closer, at)) {
                return at;
            }
        }
        throw new TemplateException(
                line, "\"" + template.substring(start, start + 2) + "\" is never closed by \"" + closer + "\"");
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
