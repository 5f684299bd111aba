package dev.longshore.project.yaml;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 with the core schema ({@code yes} and {@code no} are text) and, as older projects use them, merge keys.
 * Size, nesting and expansion of aliases are limited; nothing in a document names a Java type.
 */
public final class YamlReader {
    static final int MAX_LENGTH = 4 * 1024 * 1024;

    private static final int MIN_BUFFER = 1024;

    private YamlReader() {}

    /** The documents of a text in order, without empty ones; those before an error when there is one. */
    public static List<YamlNode> read(SourceText source, Problems problems) {
        List<YamlNode> documents = new ArrayList<>();
        if (source.text().length() > MAX_LENGTH) {
            problems.error(Position.ofFile(source.file()), "this is larger than 4 MB, the most that is read");
            return documents;
        }
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setSchema(new CoreSchemaWithoutMerge())
                .setAllowNonScalarKeys(true)
                // Whole: it copies what it has for every piece that is added to a long value.
                .setBufferSize(Math.max(MIN_BUFFER, source.text().length() + 1))
                .setCodePointLimit(MAX_LENGTH)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .build();
        try {
            StreamReader reader = new StreamReader(settings, source.text());
            Composer composer = new Composer(settings, new LimitedParser(settings, reader));
            YamlTreeBuilder builder = new YamlTreeBuilder(source);
            while (composer.hasNext()) {
                YamlNode document = builder.build(composer.next());
                if (!(document instanceof YamlScalar scalar) || !scalar.isNull()) {
                    documents.add(document);
                }
            }
        } catch (YamlProblemException e) {
            problems.add(e.problem());
        } catch (YamlEngineException e) {
            problems.add(describe(source, e));
        }
        return documents;
    }

    private static Problem describe(SourceText source, YamlEngineException error) {
        if (error instanceof ReaderException unreadable) {
            String before = source.text()
                    .substring(
                            0, Math.min(unreadable.getPosition(), source.text().length()));
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            String code = String.format(Locale.ROOT, "U+%04X", unreadable.getCodePoint());
            return Problem.error(source.at(line, 1), "YAML doesn't allow the character " + code);
        }
        if (!(error instanceof MarkedYamlEngineException marked)) {
            return Problem.error(Position.ofFile(source.file()), "this is not valid YAML: " + error.getMessage());
        }
        Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
        Position position = mark.map(place -> source.at(place.getLine() + 1, place.getColumn() + 1))
                .orElse(Position.ofFile(source.file()));
        if (mark.filter(place -> isIndentedByTab(source, place)).isPresent()) {
            return Problem.error(position, "this is not valid YAML: a line is indented by a tab; use spaces");
        }
        Problem problem = Problem.error(position, "this is not valid YAML: " + reason(source, marked));
        return marked.getProblem().startsWith("mapping values are not allowed")
                ? problem.withHint("text that contains \": \" needs quotes")
                : problem;
    }

    private static String reason(SourceText source, MarkedYamlEngineException error) {
        String context = Optional.ofNullable(error.getContext())
                .map(text -> ", " + text.strip())
                .orElse("");
        String start = error.getContextMark()
                .map(mark -> source.at(mark.getLine() + 1, mark.getColumn() + 1).line())
                .filter(line -> !context.isEmpty() && line > 0)
                .map(line -> " that starts in line " + line)
                .orElse("");
        return error.getProblem().strip() + context + start;
    }

    private static boolean isIndentedByTab(SourceText source, Mark mark) {
        List<String> lines = source.text().lines().toList();
        return mark.getLine() < lines.size()
                && lines.get(mark.getLine())
                        .chars()
                        .takeWhile(Character::isWhitespace)
                        .anyMatch(c -> c == '\t');
    }
}
