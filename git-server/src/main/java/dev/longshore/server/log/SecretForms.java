package dev.longshore.server.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** How a secret value may be written in a log: as it is, or as programs encode it on its way into URLs, headers and JSON. */
final class SecretForms {
    /** Shorter ones, in characters, would take words out of every log and are guessed anyway. */
    static final int LEAST_LENGTH = 6;

    /** Values that say nothing, but would hide what logs say. */
    private static final Set<String> COMMON = Set.of(
            "default",
            "disabled",
            "enabled",
            "localhost",
            "password",
            "postgres",
            "production",
            "development",
            "staging",
            "secret",
            "127.0.0.1",
            "0.0.0.0");

    /** Columns at which {@code base64} and {@code openssl} break lines. */
    private static final List<Integer> BASE64_LINES = List.of(76, 64);

    private static final String UNRESERVED = "-._~";

    /** What else is left as it is: by nobody, by forms and Java, by JavaScript, by paths and Python. */
    private static final List<String> LEFT_IN_URLS =
            List.of(UNRESERVED, "*-._", UNRESERVED + "!*'()", UNRESERVED + "/");

    private final Set<String> forms = new LinkedHashSet<>();

    private SecretForms() {}

    /** A value and each of its lines, as they are. Empty when they are too short, too common or no text. */
    static Stream<String> plain(byte[] value) {
        return texts(value).map(text -> LogText.withoutControls(text.strip())).filter(SecretForms::isLongEnough);
    }

    /** The encodings of a value, and those of each of its lines, which are made as the stream is read. */
    static Stream<String> encoded(byte[] value) {
        Stream<Set<String>> encodings = text(value).isEmpty()
                ? Stream.of(value).map(SecretForms::ofBytes)
                : texts(value).map(SecretForms::ofText);
        return encodings.flatMap(Set::stream).filter(SecretForms::isLongEnough);
    }

    private static boolean isLongEnough(String form) {
        return form.length() >= LEAST_LENGTH;
    }

    /** The whole value, then its lines. */
    private static Stream<String> texts(byte[] value) {
        return text(value).stream()
                .flatMap(whole -> Stream.concat(Stream.of(whole), whole.lines().map(String::strip)))
                .distinct()
                .filter(SecretForms::isSecret);
    }

    private static boolean isSecret(String value) {
        String text = value.strip();
        return isLongEnough(text) && !COMMON.contains(text.toLowerCase(Locale.ROOT));
    }

    private static Set<String> ofBytes(byte[] value) {
        SecretForms found = new SecretForms();
        found.addBase64(value);
        return found.forms;
    }

    private static Set<String> ofText(String value) {
        SecretForms found = new SecretForms();
        found.addText(value);
        return found.forms;
    }

    private static Optional<String> text(byte[] value) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void addText(String value) {
        String text = value.strip();
        addBase64(text.getBytes(StandardCharsets.UTF_8));
        addBase64(value.getBytes(StandardCharsets.UTF_8));
        for (String left : LEFT_IN_URLS) {
            String encoded = percentEncoded(text, left);
            forms.add(encoded);
            forms.add(encoded.replace("%20", "+"));
            forms.add(lowerCaseEscapes(encoded));
            forms.add(lowerCaseEscapes(encoded).replace("%20", "+"));
        }
        String json = jsonEscaped(text, c -> false);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(jsonEscaped(text, c -> c > '~'));
        forms.add(jsonEscaped(text, c -> c > '~' || "<>&'".indexOf(c) >= 0));
        forms.add(text.replace("'", "'\\''"));
        forms.add(text.replace("'", "'\"'\"'"));
        forms.add(text.replaceAll("[^\\w@%+=:,./-]", "\\\\$0"));
    }

    private void addBase64(byte[] value) {
        if (value.length < LEAST_LENGTH) {
            return;
        }
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            String whole = encoder.encodeToString(value);
            forms.add(whole);
            forms.add(whole.replaceAll("=+$", ""));
            BASE64_LINES.forEach(columns -> addPieces(whole, columns));
            for (int before = 0; before < 3; before++) {
                forms.add(within(encoder, value, before));
            }
        }
    }

    private void addPieces(String encoded, int columns) {
        for (int i = 0; i < encoded.length() && encoded.length() > columns; i += columns) {
            forms.add(encoded.substring(i, Math.min(i + columns, encoded.length())));
        }
    }

    /** The characters that a value has within a longer one, as those at its ends also depend on its neighbours. */
    private static String within(Base64.Encoder encoder, byte[] value, int bytesBefore) {
        byte[] shifted = new byte[bytesBefore + value.length];
        System.arraycopy(value, 0, shifted, bytesBefore, value.length);
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        int shared = bytesBefore == 0 ? 0 : bytesBefore + 1;
        return encoded.substring(shared, encoded.length() - (shifted.length % 3 == 0 ? 0 : 1));
    }

    private static String percentEncoded(String text, String left) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || left.indexOf(b) >= 0);
            if (plain) {
                encoded.append((char) b);
            } else {
                HexFormat.of().withUpperCase().toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    private static String lowerCaseEscapes(String encoded) {
        String[] parts = encoded.split("%", -1);
        for (int i = 1; i < parts.length; i++) {
            parts[i] = parts[i].substring(0, 2).toLowerCase(Locale.ROOT) + parts[i].substring(2);
        }
        return String.join("%", Arrays.asList(parts));
    }

    /** RFC 8259, section 7. */
    private static String jsonEscaped(String text, IntPredicate byNumber) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> escaped.append('\\').append(c);
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default ->
                    escaped.append(c < ' ' || byNumber.test(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
            }
        }
        return escaped.toString();
    }
}
