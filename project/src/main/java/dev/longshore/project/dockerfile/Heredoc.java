package dev.longshore.project.dockerfile;

import java.util.regex.Pattern;

/**
 * Lines that an instruction takes as a file, announced by {@code <<name}.
 *
 * @param expands whether variables in it are replaced, which is so if no part of the name is quoted
 * @param tabsAreCut whether tabs at the start of its lines are left out ({@code <<-name})
 * @param content as written, with line ends
 */
public record Heredoc(String name, boolean expands, boolean tabsAreCut, String content) {
    private static final Pattern LEADING_TABS = Pattern.compile("^\t+", Pattern.MULTILINE | Pattern.UNIX_LINES);

    /** What the file holds before variables are replaced. */
    public String text() {
        return tabsAreCut ? LEADING_TABS.matcher(content).replaceAll("") : content;
    }

    Heredoc withContent(String other) {
        return new Heredoc(name, expands, tabsAreCut, other);
    }
}
