package dev.longshore.project.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML from a repository takes bounded time, memory and stack, and every refusal says where. */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class YamlAbuseTest {
    private final Problems problems = new Problems();

    private List<YamlNode> read(String text) {
        return YamlReader.read(SourceText.of("a.yaml", text), problems);
    }

    private static String lines(int count, String pattern) {
        return IntStream.range(0, count)
                .mapToObj(i -> pattern.replace("#", Integer.toString(i)))
                .collect(Collectors.joining());
    }

    static List<String> documentsWithoutEnd() {
        return List.of(
                // Aliases, and merge keys that multiply what they merge.
                "a0: &a0 {x: y}\n" + lines(30, "b#: &b# [*a0, *a0]\n").replace("b0: &b0", "b0: &a1") + "c: ["
                        + "*a0, ".repeat(120_000) + "]",
                doublingMerges(),
                "a: &a\n" + lines(1000, "  k#: v\n") + lines(1000, "m#: {<<: *a}\n"),
                "[" + "*a,".repeat(1000),
                "a: &a\n  <<: *a\n",
                "&a [&b [*a, *b]]",
                "&a ? *a : b",
                "a: &a\n  !!merge <<: *a\n",
                "a: &a\n" + lines(20_000, " k#: v\n") + lines(20_000, "m#: {<<: *a}\n"),
                // Depth, in each of the ways to have it.
                "{a: ".repeat(50_000),
                "? ".repeat(50_000) + "a",
                "- ".repeat(50_000) + "a",
                lines(2000, "@").replace("@", "") + indented(1200),
                "!!seq ".repeat(50_000),
                "&a ".repeat(50_000),
                // Breadth.
                "[" + "a,".repeat(150_000) + "]",
                "[" + "a".repeat(18) + ("," + "a".repeat(18)).repeat(120_000) + "]",
                lines(120_000, "--- a#\n"),
                lines(110_000, "k#: v\n"),
                "a: \"" + "x".repeat(5_000_000) + "\"",
                // Unclosed.
                "a: \"" + "\\n".repeat(400_000),
                "a: '" + "x\n\n".repeat(300_000),
                "a: [" + "\n".repeat(1_000_000),
                "%TAG ! tag:x,2000:\n".repeat(10_000),
                "%" + "x".repeat(1_000_000),
                "a: *" + "x".repeat(1_000_000),
                "x".repeat(1_000_000) + ": a: b",
                "a: 1" + "0".repeat(900_000),
                "a: 1e" + "9".repeat(900_000));
    }

    private static String doublingMerges() {
        StringBuilder text = new StringBuilder("m0: &m0 {a: b}\n");
        for (int i = 1; i < 40; i++) {
            text.append("m%d: &m%d {<<: [*m%d, *m%d], k%d: {<<: *m%d}}\n".formatted(i, i, i - 1, i - 1, i, i - 1));
        }
        return text.toString();
    }

    private static String indented(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("documentsWithoutEnd")
    void whatWouldTakeWithoutEndIsRefusedWithItsPlace(String yaml) {
        read(yaml);

        assertThat(problems.errorCount()).isEqualTo(1);
        Problem problem = problems.all().get(0);
        assertThat(problem.toString()).startsWith("a.yaml").hasSizeLessThan(5000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a: !!java.net.URL [x] | a.yaml:1: the tag
                    a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]] | a.yaml:1: the tag
                    a: !!python/object/apply:os.system [id] | a.yaml:1: the tag
                    a: !ruby/object:Gem {} | a.yaml:1: the tag
                    a: !<tag:yaml.org,2002:java.lang.String> x | a.yaml:1: the tag
                    a: !!binary aGk= | a.yaml:1: the tag
                    a: !!set {x} | a.yaml:1: the tag
                    a: !!int x | a.yaml:1:
                    [a]: b | a.yaml:1: a key must be text
                    {a: b}: c | a.yaml:1: a key must be text
                    ~: c | a.yaml:1: a key must be text
                    {a: 1, "a": 2} | a.yaml:1: "a" is written twice
                    {1: a, "1": b} | a.yaml:1: "1" is written twice
                    {<<: 3} | a.yaml:1: "<<" takes a mapping
                    {<<: [1]} | a.yaml:1: "<<" takes mappings
                    a: *nobody | a.yaml:1: this is not valid YAML
                    a: .nan | a.yaml:1:
                    a: -.INF | a.yaml:1:
                    @a | a.yaml:1: this is not valid YAML
                    """)
    void whatOtherReadersWouldObeyIsRefused(String yaml, String expected) {
        read(yaml);

        assertThat(problems.all()).hasSize(1);
        assertThat(problems.all().get(0).toString()).startsWith(expected);
    }

    @Test
    void anAnchorThatIsSetAgainMeansItsLastValue() {
        List<YamlNode> documents = read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n");

        assertThat(problems.all()).isEmpty();
        assertThat(YamlJson.write(documents.get(0))).isEqualTo("{\"a\":1,\"b\":1,\"c\":2,\"d\":2}");
    }

    @Test
    void anAnchorDoesNotReachAnotherDocument() {
        read("a: &x 1\n---\nb: *x\n");

        assertThat(problems.all()).hasSize(1);
        assertThat(problems.all().get(0).position().line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(chars = {'\0', '\b', '\u001b', '\uFFFE', '\uD800'})
    void aCharacterThatTerminalsOrParsersTakeForMoreIsRefused(char character) {
        read("a: b\nc: \"" + character + "\"\n");

        assertThat(problems.all()).hasSize(1);
        assertThat(problems.all().get(0).toString()).startsWith("a.yaml:2: ");
    }

    @Test
    void aNumberIsWhatItsDigitsSayOrRefusedAndNeverAnotherOne() {
        List<YamlNode> documents =
                read("[2147483648, -9223372036854775809, 99999999999999999999, 1e400, 0o17, 0x1f, 010]");

        assertThat(problems.all()).isEmpty();
        assertThat(YamlJson.write(documents.get(0)))
                .isEqualTo("[2147483648,-9223372036854775809,99999999999999999999,1E+400,15,31,8]");
    }

    @Test
    void anIntegerThatAFieldCannotHoldIsRefusedWithItsRange() {
        YamlFields fields =
                YamlFields.of(read("{a: 4294967376, b: 99999999999, c: 1e2}").get(0), "it", problems);

        assertThat(fields.integer("a", 1, 65_535)).isEmpty();
        assertThat(fields.integer("b", 1, 65_535)).isEmpty();
        assertThat(fields.integer("c", 1, 65_535)).isEmpty();
        assertThat(problems.errorCount()).isEqualTo(3);
    }

    @Test
    void unknownFieldsByTheThousandAreShownAsTheFirstOfThem() {
        YamlFields fields = YamlFields.of(read(lines(50_000, "key#: v\n")).get(0), "it", problems);
        fields.text("kind");

        fields.finish();

        assertThat(problems.errorCount()).isEqualTo(50_000);
        assertThat(problems.all()).hasSizeLessThan(200);
        assertThat(problems.all().get(problems.all().size() - 1).message())
                .isEqualTo("49900 more errors, from here on, aren't shown");
    }

    @Test
    void anUnknownFieldWithALongNameIsNotComparedLetterByLetter() {
        YamlFields fields =
                YamlFields.of(read("? \"" + "k".repeat(1_000_000) + "\"\n: v\n").get(0), "it", problems);
        fields.accept("kind", "k".repeat(20));

        fields.finish();

        assertThat(problems.all()).hasSize(1);
        assertThat(problems.all().get(0).message()).hasSizeLessThan(5000);
    }

    /** Whatever comes: a value or a problem, and no exception. */
    @Test
    void noTextMakesTheReaderFail() {
        String alphabet = "ab:- \n\t[]{},&*!|>'\"%@`#?<~.0123\\\r\u0085\u2028\uFEFF\u0001";
        Random random = new Random(20_260_131);
        for (int i = 0; i < 4_000; i++) {
            String text = random.ints(random.nextInt(40), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining());

            Problems found = new Problems();
            List<YamlNode> documents = YamlReader.read(SourceText.of("a.yaml", text), found);

            assertThat(found.all())
                    .allSatisfy(problem -> assertThat(problem.toString().toLowerCase(Locale.ROOT))
                            .doesNotContain("exception", "org.snakeyaml"));
            documents.forEach(YamlJson::write);
        }
    }

    @ParameterizedTest
    @MethodSource("jsonWithoutEnd")
    void jsonHasTheSameLimits(String json) {
        assertThatThrownBy(() -> YamlJson.read(json, Position.ofFile("a.json")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static List<String> jsonWithoutEnd() {
        return List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "[" + "1".repeat(100_000) + "]",
                "\"" + "x".repeat(20_000_000) + "\"",
                "{\"a\":1,\"a\":2}",
                "[1e99999999999]x",
                "[NaN]",
                "\u0000");
    }
}
