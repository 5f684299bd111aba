package dev.longshore.project.template;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Renders files as the platform did with pongo2: <code>{{ path.to.value }}</code> with the filters {@code json} and
 * {@code default}, literals, <code>{% if %} {% elif %} {% else %} {% endif %}</code> with {@code ==} and {@code !=}, and
 * <code>{# comments #}</code>. Nothing loops or includes, and the output is limited.
 */
public final class Template {
    static final int MAX_INPUT = 1024 * 1024;
    private static final int MAX_OUTPUT = 4 * 1024 * 1024;
    private static final int MAX_STEPS = 100_000;

    private final String file;
    private final Evaluator evaluator;
    private final Problems problems;
    private final StringBuilder output = new StringBuilder();
    private final List<Integer> lineNumbers = new ArrayList<>();
    private boolean atLineStart = true;
    private int steps;

    private Template(String file, YamlMapping context, Problems problems) {
        this.file = file;
        this.evaluator = new Evaluator(context);
        this.problems = problems;
    }

    /** The rendered text; empty when an error was added to {@code problems}. */
    public static Optional<SourceText> render(String file, String text, YamlMapping context, Problems problems) {
        if (text.length() > MAX_INPUT) {
            problems.error(Position.ofFile(file), "this is larger than 1 MB, the most that a template may be");
            return Optional.empty();
        }
        Template template = new Template(file, context, problems);
        try {
            template.render(TemplateParser.parse(text));
        } catch (TemplateException e) {
            problems.error(new Position(file, e.line(), 0), e.description());
            return Optional.empty();
        }
        return Optional.of(SourceText.rendered(file, text, template.output.toString(), template.lineNumbers));
    }

    private void render(List<TemplateNode> nodes) {
        for (TemplateNode node : nodes) {
            if (++steps > MAX_STEPS) {
                throw new TemplateException(node.line(), "this template takes more than " + MAX_STEPS + " steps");
            }
            if (node instanceof TemplateNode.Text text) {
                append(text.text(), text.line(), 1);
            } else if (node instanceof TemplateNode.Output value) {
                append(text(value), value.line(), 0);
            } else if (node instanceof TemplateNode.If choice) {
                choice.branches().stream()
                        .filter(branch -> evaluator.isTrue(evaluator.evaluate(branch.condition(), choice.line())))
                        .findFirst()
                        .ifPresent(branch -> render(branch.body()));
            }
        }
    }

    private String text(TemplateNode.Output node) {
        evaluator
                .missing(node.value())
                .ifPresent(path -> problems.warning(
                        new Position(file, node.line(), 0), "\"" + path + "\" has no value and renders as nothing"));
        YamlNode value = evaluator.evaluate(node.value(), node.line());
        if (!(value instanceof YamlScalar scalar)) {
            throw new TemplateException(node.line(), value.description() + " can't be written out as it is; add |json");
        }
        // pongo2 prints truth values as Python does; YAML reads both.
        return scalar.type() == YamlScalar.Type.BOOLEAN
                ? scalar.text().equals("true") ? "True" : "False"
                : scalar.text();
    }

    private void append(String text, int line, int linesPerNewline) {
        if (output.length() + text.length() > MAX_OUTPUT) {
            throw new TemplateException(line, "this template renders more than 4 MB");
        }
        int current = line;
        for (int i = 0; i < text.length(); i++) {
            if (atLineStart) {
                lineNumbers.add(current);
            }
            atLineStart = text.charAt(i) == '\n';
            if (atLineStart) {
                current += linesPerNewline;
            }
        }
        output.append(text);
    }
}
