package dev.longshore.project.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.project.problem.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlJsonTest {
    private static final Position HERE = Position.ofFile("here");

    @Test
    void whatIsWrittenIsReadBackWhateverItIs() {
        for (long seed = 0; seed < 500; seed++) {
            YamlNode value = random(new Random(seed), 0);

            assertThat(YamlJson.read(YamlJson.write(value), HERE))
                    .as("seed " + seed)
                    .isEqualTo(value);
        }
    }

    @Test
    void theCanonicalFormDoesNotDependOnTheOrderOfKeys() {
        YamlNode one = YamlJson.read("{\"a\":1,\"b\":{\"d\":[2,1],\"c\":null}}", HERE);
        YamlNode other = YamlJson.read("{\"b\":{\"c\":null,\"d\":[2,1]},\"a\":1}", HERE);

        assertThat(YamlJson.canonical(one)).isEqualTo(YamlJson.canonical(other));
        assertThat(YamlJson.canonical(one)).isEqualTo("{\"a\":1,\"b\":{\"c\":null,\"d\":[2,1]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "{} {}", "{\"a\":1,\"a\":2}", "nope"})
    void whatIsNotOneJsonValueIsRefused(String json) {
        assertThatThrownBy(() -> YamlJson.read(json, HERE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static YamlNode random(Random random, int depth) {
        int size = random.nextInt(4);
        return switch (random.nextInt(depth < 5 ? 7 : 5)) {
            case 0 -> new YamlScalar(HERE, YamlScalar.Type.STRING, text(random));
            case 1 -> new YamlScalar(HERE, YamlScalar.Type.INTEGER, Long.toString(random.nextLong()));
            case 2 -> new YamlScalar(HERE, YamlScalar.Type.FLOAT, random.nextInt(1000) + "." + random.nextInt(1000));
            case 3 -> new YamlScalar(HERE, YamlScalar.Type.BOOLEAN, Boolean.toString(random.nextBoolean()));
            case 4 -> new YamlScalar(HERE, YamlScalar.Type.NULL, "");
            case 5 -> {
                List<YamlMapping.Entry> entries = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    entries.add(new YamlMapping.Entry(i + text(random), HERE, random(random, depth + 1)));
                }
                yield new YamlMapping(HERE, entries);
            }
            default ->
                new YamlSequence(
                        HERE,
                        IntStream.range(0, size)
                                .mapToObj(i -> random(random, depth + 1))
                                .toList());
        };
    }

    private static String text(Random random) {
        int[] codePoints = random.ints(random.nextInt(8), 0, 0x10FFFF)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .map(c -> random.nextBoolean() ? c % 128 : c)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
