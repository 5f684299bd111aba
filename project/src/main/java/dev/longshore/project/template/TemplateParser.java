package dev.longshore.project.template;

import dev.longshore.project.problem.Position;
import dev.longshore.project.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Builds the tree of a template from its pieces. */
final class TemplateParser {
    private static final int MAX_DEPTH = 50;
    private static final Expression ALWAYS =
            new Expression.Literal(new YamlScalar(Position.ofFile("template"), YamlScalar.Type.BOOLEAN, "true"));

    /** An {@code if} that is still open. */
    private static final class OpenIf {
        final int line;
        final List<TemplateNode.Branch> branches = new ArrayList<>();
        final List<TemplateNode> body = new ArrayList<>();
        Expression condition;
        boolean inElse;

        OpenIf(Expression condition, int line) {
            this.condition = condition;
            this.line = line;
        }

        void closeBranch() {
            branches.add(new TemplateNode.Branch(condition, body));
            body.clear();
        }
    }

    private final List<TemplateNode> top = new ArrayList<>();
    private final Deque<OpenIf> open = new ArrayDeque<>();

    private TemplateParser() {}

    static List<TemplateNode> parse(String template) {
        TemplateParser parser = new TemplateParser();
        TemplatePiece.split(template).forEach(parser::accept);
        if (!parser.open.isEmpty()) {
            throw new TemplateException(parser.open.getFirst().line, "this \"if\" has no {% endif %}");
        }
        return parser.top;
    }

    private void accept(TemplatePiece piece) {
        switch (piece.kind()) {
            case TEXT -> add(new TemplateNode.Text(piece.text(), piece.line()));
            case OUTPUT ->
                add(new TemplateNode.Output(ExpressionParser.parse(piece.text(), piece.line()), piece.line()));
            case TAG -> tag(piece);
            case COMMENT -> {}
        }
    }

    private void tag(TemplatePiece piece) {
        String[] words = piece.text().split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "if" -> {
                if (open.size() == MAX_DEPTH) {
                    throw new TemplateException(piece.line(), "more than " + MAX_DEPTH + " nested \"if\"");
                }
                open.push(new OpenIf(ExpressionParser.parse(rest, piece.line()), piece.line()));
            }
            case "elif" -> branch(piece, ExpressionParser.parse(rest, piece.line()), false);
            case "else" -> branch(piece, ALWAYS, true);
            case "endif" -> {
                OpenIf closed = innermost(piece);
                closed.closeBranch();
                open.pop();
                add(new TemplateNode.If(closed.branches, closed.line));
            }
            default ->
                throw new TemplateException(
                        piece.line(), "unknown tag \"" + words[0] + "\"; there are if, elif, else and endif");
        }
    }

    private void branch(TemplatePiece piece, Expression condition, boolean isElse) {
        OpenIf current = innermost(piece);
        if (current.inElse) {
            throw new TemplateException(piece.line(), "nothing but {% endif %} can follow {% else %}");
        }
        current.closeBranch();
        current.condition = condition;
        current.inElse = isElse;
    }

    private OpenIf innermost(TemplatePiece piece) {
        OpenIf current = open.peek();
        if (current == null) {
            throw new TemplateException(piece.line(), "{% " + piece.text() + " %} without {% if %}");
        }
        return current;
    }

    private void add(TemplateNode node) {
        OpenIf current = open.peek();
        (current == null ? top : current.body).add(node);
    }
}
