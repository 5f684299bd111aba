package dev.longshore.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String VALUE = "s3cr/t p\"ss'w\\rd<ü>";
    private static final String ALPHABET = "abcXYZ019 +/=%&?:@'\"\\<>$ü€#.-_~*!()";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cr/t p\"ss'w\\rd<ü>",
                "s3cr%2Ft%20p%22ss%27w%5Crd%3C%C3%BC%3E",
                "s3cr%2ft%20p%22ss%27w%5crd%3c%c3%bc%3e",
                "s3cr%2Ft+p%22ss%27w%5Crd%3C%C3%BC%3E",
                "s3cr%2Ft%20p%22ss'w%5Crd%3C%C3%BC%3E",
                "s3cr/t%20p%22ss%27w%5Crd%3C%C3%BC%3E",
                "s3cr/t p\\\"ss'w\\\\rd<ü>",
                "s3cr/t p\\\"ss\\u0027w\\\\rd\\u003c\\u00fc\\u003e",
                "s3cr/t p\"ss'\\''w\\rd<ü>",
                "s3cr/t\\ p\\\"ss\\'w\\\\rd\\<\\ü\\>",
                "s3c\u001b[31mr/t\u001b[0m p\"ss'w\\rd<ü>",
                "s3cr/t \u200bp\"ss'w\\rd<ü>"
            })
    void everyFormOfAValueIsMasked(String form) {
        assertThat(shown("key=" + form + ".", VALUE)).isEqualTo("key=***.");
    }

    @Test
    void aValueWithinABasicHeaderIsMaskedWhateverTheUsersName() {
        for (String user : List.of("", "a", "ab", "abc", "asha")) {
            String value = "hunter2hunter2";
            String basic =
                    Base64.getEncoder().encodeToString((user + ":" + value + "\n").getBytes(StandardCharsets.UTF_8));

            String shown = shown("sent Basic " + basic, value);

            assertThat(shown).matches("sent Basic [A-Za-z0-9+/]{0,8}\\*\\*\\*[A-Za-z0-9+/]{0,2}={0,2}");
        }
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void randomValuesAreFoundInEveryFormAnywhereInALine() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            String value = "x" + text(random, 6 + random.nextInt(60)) + "y";
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            List<String> forms = new ArrayList<>(List.of(
                    value,
                    URLEncoder.encode(value, StandardCharsets.UTF_8),
                    Base64.getEncoder().encodeToString(bytes),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
            for (String form : forms) {
                assertThat(shown("[" + form + "|" + form + "]", value))
                        .as("%s of %s", form, value)
                        .isEqualTo("[***|***]");
            }
        }
    }

    @Test
    void linesOfAValueAreMaskedOneByOneAndAlsoWrappedBase64() {
        String value = "first line here\n  second line here  \r\nend\n" + "long".repeat(60);
        String wrapped =
                Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(value.getBytes(StandardCharsets.UTF_8));

        assertThat(shown("a first line here b", value)).isEqualTo("a *** b");
        assertThat(shown("second line here", value)).isEqualTo("***");
        assertThat(shown("first line here\\nsecond line here", value)).isEqualTo("***\\n***");
        assertThat(shown(wrapped, value).lines()).allMatch(line -> line.equals("***"));
    }

    @Test
    void bytesThatAreNoTextAreMaskedInBase64() {
        byte[] key = {(byte) 0xff, (byte) 0xfe, 1, 2, 3, 4, 5, 6, 7};

        assertThat(LogText.lines(Base64.getEncoder().encodeToString(key), SecretMask.of(List.of(key))))
                .containsExactly("***");
    }

    @Test
    void valuesThatAreShortOrCommonWordsAreLeft() {
        assertThat(shown("true 1234 Default postgres", "true", "1234", "default", "postgres"))
                .isEqualTo("true 1234 Default postgres");
    }

    @Test
    void overlappingValuesLeaveNothingBetween() {
        assertThat(shown("-abcdefghij-", "abcdefg", "defghij")).isEqualTo("-***-");
        assertThat(shown("abcdefabcdef", "abcdef")).isEqualTo("***");
    }

    @Test
    void theBeginningOfAValueThatWasCutOffIsMasked() {
        assertThat(shown("step \"ENV KEY=hunter2hun…\" failed", "hunter2hunter2"))
                .isEqualTo("step \"ENV KEY=***…\" failed");
        assertThat(shown("x".repeat(LogText.MAX_LINE - 100) + "hunter2hunter2" + "x".repeat(100), "hunter2hunter2"))
                .contains("x***x");
        assertThat(shown("a\n" + "hunter2hunter2".repeat(10_000) + "hunter", "hunter2hunter2"))
                .isEqualTo("a\n***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clone https://asha:pa:ss@example.org/x | clone https://asha:***@example.org/x",
                "redis://:hunter2@cache:6379 | redis://:***@cache:6379",
                "Authorization: Bearer abc.def | Authorization: Bearer ***",
                "{\"authorization\":\"Basic YTpi\"} | {\"authorization\":\"Basic ***\"}",
                "X-Hasura-Admin-Secret: abc | X-Hasura-Admin-Secret: ***",
                "see http://localhost:8080/a@b | see http://localhost:8080/a@b",
                "lsh_0123456789012345678901234567890123456789abc is mine | *** is mine"
            })
    void whatLooksLikeACredentialIsMasked(String line, String shown) {
        assertThat(shown(line)).isEqualTo(shown);
    }

    @Test
    void theTimeThatMaskingTakesGrowsWithTheText() {
        byte[] value = "a".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        String line = "a".repeat(99_999) + "b" + "://".repeat(20_000) + "authorization:".repeat(5_000);

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> LogText.lines(line, SecretMask.of(List.of(value))));
    }

    @Test
    void valuesBeyondWhatMemoryAllowsAreToldOfAndTheShorterOnesMasked() {
        SecretMask mask =
                SecretMask.of(List.of(new byte[300 * 1024], "hunter2hunter2".getBytes(StandardCharsets.UTF_8)));

        assertThat(mask.isComplete()).isFalse();
        assertThat(LogText.lines("hunter2hunter2", mask)).containsExactly("***");
    }

    @Test
    void aMaskStaysSmallWhateverItsValuesAreAndHidesThemAsTheyAreAndTheShortestInEveryForm() {
        Random random = new Random(7);
        StringBuilder value = new StringBuilder();
        while (value.length() < 240_000) {
            value.append("%02x<\">/&'(\\){%%}%02x\n".formatted(random.nextInt(256), random.nextInt(1 << 16)));
        }
        String last = value.toString().lines().reduce((before, after) -> after).orElseThrow();

        SecretMask mask = SecretMask.of(Stream.of(value.toString(), "a sec/ret")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());

        assertThat(mask.states()).isLessThanOrEqualTo(SecretMask.MAX_STATES);
        assertThat(mask.isComplete()).isFalse();
        assertThat(mask.applyTo("-" + last + "-a%20sec%2Fret-")).isEqualTo("-***-***-");
    }

    @Test
    void theSecretsOfAnOrdinaryProjectAreMaskedInEveryForm() {
        Random random = new Random(7);
        byte[] key = new byte[1200];
        random.nextBytes(key);
        String pem = "-----BEGIN KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key) + "\n-----END KEY-----\n";
        List<byte[]> values = new ArrayList<>(
                List.of(pem.getBytes(StandardCharsets.UTF_8), (pem + pem).getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 50; i++) {
            values.add(text(random, 40).getBytes(StandardCharsets.UTF_8));
        }

        SecretMask mask = SecretMask.of(values);

        assertThat(mask.isComplete()).as("%d states", mask.states()).isTrue();
    }

    private static String shown(String line, String... values) {
        SecretMask mask = SecretMask.of(List.of(values).stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList());
        return String.join("\n", LogText.lines(line, mask));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
