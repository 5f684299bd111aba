package dev.longshore.project.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    private final Problems problems = new Problems();

    private List<YamlNode> read(String text) {
        return YamlReader.read(SourceText.of("a.yaml", text), problems);
    }

    private String error(String text) {
        read(text);
        assertThat(problems.all()).hasSize(1);
        return problems.all().get(0).toString();
    }

    private String json(String text) {
        List<YamlNode> documents = read(text);
        assertThat(problems.all()).isEmpty();
        assertThat(documents).hasSize(1);
        return YamlJson.write(documents.get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    yes          | "yes"
                    on           | "on"
                    True         | true
                    ~            | null
                    014          | 12
                    0o14         | 12
                    089          | 89
                    0x1F         | 31
                    +7           | 7
                    1.50         | 1.50
                    1e3          | 1E+3
                    2.           | 2.0
                    1:30         | "1:30"
                    2001-01-01   | "2001-01-01"
                    !!str 12     | "12"
                    '"12"'       | "\\"12\\""
                    """)
    void readsScalarsByTheCoreSchemaOfYaml12AndOctalNumbersLikeKubernetes(String yaml, String expected) {
        assertThat(json("v: " + yaml)).isEqualTo("{\"v\":" + expected + "}");
    }

    @Test
    void rememberWhereEverythingWasWritten() {
        YamlMapping mapping = (YamlMapping) read("a: 1\nb:\n  - x\n  - y: z\n").get(0);

        YamlSequence list = (YamlSequence) mapping.get("b").orElseThrow();
        assertThat(list.items().get(1).position()).hasToString("a.yaml:4");
        assertThat(list.items().get(1).position().column()).isEqualTo(5);
        assertThat(mapping.entry("b").orElseThrow().position().line()).isEqualTo(2);
    }

    @Test
    void readsSeveralDocumentsAndSkipsEmptyOnes() {
        assertThat(read("---\na: 1\n---\n# nothing\n---\nb: 2\n...\n")).hasSize(2);
        assertThat(read("")).isEmpty();
    }

    @Test
    void mergesMappingsWithoutOverridingWhatIsWritten() {
        assertThat(json("base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\n"))
                .isEqualTo("{\"base\":{\"x\":1,\"y\":2},\"c\":{\"y\":3,\"x\":1}}");
        assertThat(json("r:\n  <<: {}\n")).isEqualTo("{\"r\":{}}");
        assertThat(json("r:\n  <<: [{a: 1}, {a: 2, b: 3}]\n")).isEqualTo("{\"r\":{\"a\":1,\"b\":3}}");
    }

    @Test
    void refusesAKeyWrittenTwice() {
        assertThat(error("a: 1\nb: 2\na: 3\n")).isEqualTo("a.yaml:3: \"a\" is written twice; the first time in line 1");
    }

    @Test
    void saysWhereTheSyntaxIsBroken() {
        assertThat(error("a: b: c\n"))
                .isEqualTo("a.yaml:1: this is not valid YAML: mapping values are not allowed here");
        assertThat(problems.all().get(0).hint()).contains("text that contains \": \" needs quotes");
        assertThat(problems.all().get(0).position().column()).isEqualTo(5);
    }

    @Test
    void saysWhatIsMissingAtTheEnd() {
        assertThat(error("a: [1, 2\nb: 3\n"))
                .isEqualTo("a.yaml:2: this is not valid YAML: expected ',' or ']', but got :,"
                        + " while parsing a flow sequence that starts in line 1");
    }

    @Test
    void namesATabInTheIndentation() {
        assertThat(error("a:\n\tb: 1\n"))
                .isEqualTo("a.yaml:2: this is not valid YAML: a line is indented by a tab; use spaces");
    }

    @Test
    void namesACharacterThatYamlForbids() {
        assertThat(error("a: 1\nb: \u0001\n")).isEqualTo("a.yaml:2: YAML doesn't allow the character U+0001");
    }

    @Test
    void refusesTagsOfOtherLanguages() {
        assertThat(error("a: !!java.util.Date 2001-01-01\n"))
                .isEqualTo("a.yaml:1: the tag tag:yaml.org,2002:java.util.Date isn't supported");
    }

    @Test
    void refusesNumbersThatNoFieldCanHold() {
        assertThat(error("a: .inf\n")).isEqualTo("a.yaml:1: \".inf\" is not a number that can be used here");
    }

    @Test
    void refusesABombOfAliases() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(9)).append("]\n");
        }

        assertThat(error(bomb.toString())).endsWith("aliases make this file larger than 100000 values");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(error("a: " + "[".repeat(100_000)))
                .isEqualTo("a.yaml:1: this is not valid YAML: nested more than 100 levels deep");
    }

    @Test
    void refusesAnAliasToItself() {
        assertThat(error("a: &a [*a]\n")).isEqualTo("a.yaml:1: an alias refers to what it is part of");
    }

    @Test
    void givesPositionsOfTheFileThatATextWasRenderedFrom() {
        SourceText rendered =
                SourceText.rendered("a.yaml", "{% if x %}\na: {{ b }}\n{% endif %}", "\na: 'b\n", List.of(1, 2));

        YamlReader.read(rendered, problems);

        Problem problem = problems.all().get(0);
        assertThat(problem.position().line()).isEqualTo(2);
        assertThat(problem.position().column()).isZero();
    }
}
