package dev.longshore.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows in left-aligned columns, three spaces apart, without blanks at the end of a line. */
public final class Table {
    private static final int GAP = 3;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** @param minimumWidth in characters, the gap to the next column included */
    public record Column(String title, int minimumWidth) {
        public static Column of(String title) {
            return new Column(title, 0);
        }
    }

    public record Cell(String text, Colour colour) {
        public static Cell of(String text) {
            return new Cell(text, Colour.PLAIN);
        }
    }

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
        rows.add(columns.stream().map(Column::title).map(Cell::of).toList());
    }

    public void row(List<Cell> cells) {
        rows.add(List.copyOf(cells));
    }

    /** Prints the table; on a terminal the last column is cut so that no line wraps. */
    public void print(Terminal terminal) {
        int last = columns.size() - 1;
        int[] widths = new int[last];
        int start = 0;
        for (int column = 0; column < last; column++) {
            widths[column] = width(column);
            start += widths[column];
        }
        int room = terminal.columns().orElse(Integer.MAX_VALUE) - start;
        for (List<Cell> cells : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < last; column++) {
                Cell cell = cells.get(column);
                line.append(terminal.emphasise(cell.colour(), cell.text()))
                        .append(" ".repeat(widths[column] - length(cell.text())));
            }
            line.append(cut(cells.get(last).text(), room));
            terminal.line(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        int longest = rows.stream()
                .mapToInt(cells -> length(cells.get(column).text()))
                .max()
                .orElse(0);
        return Math.max(columns.get(column).minimumWidth(), longest + GAP);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int room) {
        if (length(text) <= room || room < GAP) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, room - 1)) + "…";
    }
}
