package dev.longshore.project.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.yaml.FieldUse;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of fields for people says what the readers do, all of it and no more. */
class FieldTableTest {
    private static final Path TABLE = Path.of("..", "docs", "kubernetes.md");
    private static final Pattern SECTION = Pattern.compile("## (.*)");
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\| (\\w+) \\|.*");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Map<FieldUse, String> WORDS = Map.of(
            FieldUse.READ, "honoured",
            FieldUse.ACCEPTED, "accepted",
            FieldUse.WARNED, "warned",
            FieldUse.REFUSED, "refused");

    private static final Position HERE = Position.ofFile("k8s.yaml");
    private static final ManifestReading READING = ManifestReading.of(everyField());
    private static final List<KnownField> FIELDS = KnownField.in(READING.manifests());

    @Test
    void theTableHasEveryFieldThatAReaderKnowsAndNoOther() throws IOException {
        assertThat(lines(table())).isEqualTo(lines(known()));
    }

    @Test
    void theManifestWithEveryHonouredFieldIsReadWithoutAWord() {
        assertThat(READING.texts()).isEmpty();
    }

    /** Else what lies in it would never be asked for, and be missing in the table without anyone knowing. */
    @Test
    void theManifestHasEveryHonouredField() {
        Map<String, Boolean> written = new TreeMap<>();
        FIELDS.stream()
                .filter(field -> field.use() == FieldUse.READ)
                .forEach(field -> written.merge(field.place().toString(), field.isWritten(), Boolean::logicalOr));

        assertThat(written).doesNotContainValue(false);
    }

    @TestFactory
    Stream<DynamicTest> whatTheTableSaysOfAFieldIsWhatBecomesOfIt() {
        return FIELDS.stream()
                .map(field -> DynamicTest.dynamicTest(field.manifest().key() + " " + field.path(), () -> check(field)));
    }

    private static void check(KnownField field) {
        List<Problem> ofText = field.problemsWith(YamlScalar.string(HERE, "wrong"));
        String key = "\"" + field.path().replaceAll(".*\\.", "") + "\" of ";
        switch (field.use()) {
            case REFUSED ->
                assertThat(ofText)
                        .anyMatch(problem ->
                                problem.isError() && problem.message().startsWith(key));
            case WARNED ->
                assertThat(ofText)
                        .anyMatch(problem -> problem.message().startsWith(key))
                        .noneMatch(Problem::isError);
            case ACCEPTED ->
                assertThat(ofText).allMatch(problem -> problem.message().startsWith(key));
            case READ ->
                // Whatever type a field has, one of these isn't of it.
                assertThat(Stream.of(
                                        YamlScalar.string(HERE, "Wrong Text"),
                                        new YamlScalar(HERE, YamlScalar.Type.FLOAT, "0.5"),
                                        new YamlSequence(HERE, List.of(new YamlSequence(HERE, List.of()))),
                                        new YamlMapping(HERE, List.of()))
                                .filter(value ->
                                        field.problemsWith(value).stream().anyMatch(Problem::isError)))
                        .isNotEmpty();
        }
    }

    /** Place → word, as the readers have it. */
    private static Map<FieldPlace, String> known() {
        Map<FieldPlace, FieldUse> uses = new TreeMap<>();
        FIELDS.forEach(field -> uses.merge(field.place(), field.use(), KnownField::last));
        Map<FieldPlace, String> words = new TreeMap<>();
        uses.forEach((place, use) -> words.put(place, WORDS.get(use)));
        return words;
    }

    private static Map<FieldPlace, String> table() throws IOException {
        Map<FieldPlace, String> rows = new TreeMap<>();
        String section = "";
        for (String line : Files.readAllLines(TABLE)) {
            Matcher title = SECTION.matcher(line);
            Matcher row = ROW.matcher(line);
            if (title.matches()) {
                section = title.group(1);
            } else if (row.matches()) {
                String current = section;
                NAME.matcher(row.group(1)).results().forEach(name -> {
                    FieldPlace place = new FieldPlace(current, name.group(1));
                    assertThat(rows.put(place, row.group(2)))
                            .as("%s twice", place)
                            .isNull();
                });
            }
        }
        return rows;
    }

    private static String lines(Map<FieldPlace, String> words) {
        StringBuilder lines = new StringBuilder();
        words.forEach(
                (place, word) -> lines.append(place).append(' ').append(word).append('\n'));
        return lines.toString();
    }

    private static String everyField() {
        try (InputStream file = FieldTableTest.class.getResourceAsStream("/kubernetes/every-field.yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the manifest can't be read", e);
        }
    }
}
