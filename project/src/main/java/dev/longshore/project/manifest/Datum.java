package dev.longshore.project.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The bytes of one key of a ConfigMap or Secret. {@code toString} doesn't show them. */
public record Datum(String base64) {
    public static Datum ofText(String text) {
        return new Datum(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return bytes().length + " bytes";
    }
}
