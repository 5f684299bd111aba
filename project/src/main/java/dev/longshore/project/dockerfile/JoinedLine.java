package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Position;
import java.util.ArrayList;
import java.util.List;

/** The lines of an instruction as one, which knows where each of its characters was written. */
final class JoinedLine {
    private final String file;
    private final StringBuilder text = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();

    private record Piece(int start, int line, int column) {}

    JoinedLine(String file) {
        this.file = file;
    }

    /** @param column of the first character, from 1 */
    void append(String piece, int line, int column) {
        pieces.add(new Piece(text.length(), line, column));
        text.append(piece);
    }

    String text() {
        return text.toString();
    }

    int lastLine() {
        return pieces.get(pieces.size() - 1).line();
    }

    /** The place of a character; one behind the end is behind the last. */
    Position at(int offset) {
        int found = pieces.size() - 1;
        while (pieces.get(found).start() > offset) {
            found--;
        }
        Piece piece = pieces.get(found);
        return new Position(file, piece.line(), piece.column() + offset - piece.start());
    }
}
