package dev.longshore.project.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
    private static final Map<String, String> VALUES =
            Map.of("A", "a", "EMPTY", "", "PATH", "/usr/local/bin", "WORDS", "one  two", "V", "v3.20.1", "日本", "jp");

    @ParameterizedTest(name = "[{index}] {0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            plain            | plain
            $A               | a
            ${A}             | a
            x$A.y            | xa.y
            x${A}y           | xay
            $AB              |
            ${日本}           | jp
            $                | $
            $.               | $.
            $1x              | x
            $$A              | A
            ${A:-w}          | a
            ${EMPTY:-w}      | w
            ${NONE:-w}       | w
            ${A-w}           | a
            ${EMPTY-w}       |
            ${NONE-w}        | w
            ${A:+w}          | w
            ${EMPTY:+w}      |
            ${NONE:+w}       |
            ${EMPTY+w}       | w
            ${NONE+w}        |
            ${A:?m}          | a
            ${EMPTY?m}       |
            ${NONE:-$A}      | a
            ${NONE:-${X:-y}} | y
            ${NONE:-"a b"}   | a b
            ${NONE:-\\}}     | }
            ${V#v}           | 3.20.1
            ${PATH#*/}       | usr/local/bin
            ${PATH##*/}      | bin
            ${PATH%/*}       | /usr/local
            ${PATH%%/*}      |
            ${V%.?}          | v3.20
            ${V#x}           | v3.20.1
            ${PATH/l/L}      | /usr/Local/bin
            ${PATH//l/L}     | /usr/LocaL/bin
            ${PATH//\\//:}   | :usr:local:bin
            ${V/.*/}         | v3
            ${PATH//*/x}     | x
            ${V//*./-}       | -1
            ${A//b*c/x}      | a
            ${NONE/a/b}      |
            """)
    void variablesAreReplaced(String word, String expected) {
        assertThat(expand(word).text()).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "[{index}] {0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            'a$A'            | a$A
            "a$A"            | aa
            a'b'c"d"         | abcd
            "it's"           | it's
            'say "x"'        | say "x"
            a\\ b            | a b
            \\$A             | $A
            \\\\$A           | \\a
            "\\$A"           | $A
            "\\""            | "
            "\\x"            | \\x
            '\\x'            | \\x
            a\\              | a
            a<b<<c           | a<b<<c
            """)
    void quotesAndEscapesDoTheirWorkAndAreGone(String word, String expected) {
        assertThat(expand(word).text()).isEqualTo(expected);
    }

    @Test
    void escapeCharacterIsTheOneOfTheDirective() {
        assertThat(Expansion.of("C:\\$A`$A`\"", '`', ExpansionTest::find).text())
                .isEqualTo("C:\\a$A\"");
    }

    @Test
    void wordsAreTakenApartWhereNothingIsQuoted() {
        assertThat(expand("80 $WORDS \"$WORDS\" a\\ b").words()).containsExactly("80", "one", "two", "one  two", "a b");
        assertThat(expand("x${NONE:-a b}y").words()).containsExactly("xa", "by");
    }

    @Test
    void namesThatStandForNothingOrAreUnknownAreTold() {
        Expansion expansion = Expansion.of("$A-$B-${C:-c}-${D:?}", '\\', name -> switch (name) {
            case "A" -> new Variable.Is("a");
            case "B", "D" -> new Variable.Unknown();
            default -> new Variable.NotSet();
        });

        assertThat(expansion.text()).isEqualTo("a--c-");
        assertThat(expansion.unset()).containsExactly("C");
        assertThat(expansion.unknown()).containsExactlyInAnyOrder("B", "D");
        assertThat(expansion.certain()).isEmpty();
        assertThat(expand("$A").certain()).contains("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ${NONE:?say it}  | the variable NONE must be set: say it
            ${NONE?}         | the variable NONE must be set
            ${EMPTY:?}       | the variable EMPTY must not be empty
            ${}              | "${}" has no name
            ${:-x}           | "${:" has no name
            ${A              | "${A" has no "}"
            ${A:-x           | a "${" has no "}"
            ${A/x}           | a "${" has no "/"
            ${A:=x}          | "${A:=" isn't understood; behind a name there may be :-, :+, :?, -, +, ?, #, ##, %, %%, / and //
            ${A^^}           | "${A^" isn't understood; behind a name there may be :-, :+, :?, -, +, ?, #, ##, %, %%, / and //
            'a               | a ' has no second one
            "a               | a " has no second one
            ${A#\\x}         | a pattern has "\\x"; only * ? \\ } and / are escaped
            """)
    void whatCantBeUnderstoodIsSaid(String word, String message) {
        assertThatThrownBy(() -> expand(word))
                .isInstanceOf(ExpansionException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${A:-", "\"$A${A:-", "${NONE:-'x'${A:-"})
    void nestingIsLimited(String piece) {
        assertThatThrownBy(() -> expand(piece.repeat(200_000))).isInstanceOf(ExpansionException.class);
    }

    @Test
    @Timeout(20)
    void replacingAndCuttingTakeNoLongerThanTheirInputs() {
        String value = "a".repeat(4000);
        String stars = "*a".repeat(100);
        Variables variables = name -> new Variable.Is(value);

        assertThat(Expansion.of("${V//" + stars + "b/x}", '\\', variables).text())
                .isEqualTo(value);
        assertThat(Expansion.of("${V##" + stars + "b}", '\\', variables).text()).isEqualTo(value);
        assertThatThrownBy(() -> Expansion.of("$V".repeat(100), '\\', variables))
                .hasMessageContaining("longer than");
    }

    private static Expansion expand(String word) {
        return Expansion.of(word, '\\', ExpansionTest::find);
    }

    private static Variable find(String name) {
        String value = VALUES.get(name);
        return value == null ? new Variable.NotSet() : new Variable.Is(value);
    }
}
