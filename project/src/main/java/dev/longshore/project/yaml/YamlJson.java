package dev.longshore.project.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.longshore.project.problem.Position;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** YAML values as JSON text. Positions are not kept. */
public final class YamlJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(YamlReader.MAX_LENGTH)
                    .maxStringLength(2 * YamlReader.MAX_LENGTH)
                    .build())
            .build();

    private YamlJson() {}

    /** With keys in the order in which they were written. */
    public static String write(YamlNode node) {
        return write(node, false);
    }

    /** With keys sorted, so that equal values have equal texts; for hashing and comparing. */
    public static String canonical(YamlNode node) {
        return write(node, true);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param position given to every value
     * @throws IllegalArgumentException when the text isn't one JSON value
     */
    public static YamlNode read(String json, Position position) {
        try (JsonParser parser = JSON.createParser(json)) {
            YamlNode node = read(parser, parser.nextToken(), position);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is text behind the JSON value");
            }
            return node;
        } catch (IOException e) {
            throw new IllegalArgumentException("this is not JSON: " + e.getMessage(), e);
        }
    }

    private static String write(YamlNode node, boolean sorted) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            write(node, sorted, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(YamlNode node, boolean sorted, JsonGenerator json) throws IOException {
        if (node instanceof YamlMapping mapping) {
            List<YamlMapping.Entry> entries = new ArrayList<>(mapping.entries());
            if (sorted) {
                entries.sort(Comparator.comparing(YamlMapping.Entry::key));
            }
            json.writeStartObject();
            for (YamlMapping.Entry entry : entries) {
                json.writeFieldName(entry.key());
                write(entry.value(), sorted, json);
            }
            json.writeEndObject();
        } else if (node instanceof YamlSequence sequence) {
            json.writeStartArray();
            for (YamlNode item : sequence.items()) {
                write(item, sorted, json);
            }
            json.writeEndArray();
        } else if (node instanceof YamlScalar scalar) {
            write(scalar, json);
        }
    }

    private static void write(YamlScalar scalar, JsonGenerator json) throws IOException {
        switch (scalar.type()) {
            case STRING -> json.writeString(scalar.text());
            case INTEGER, FLOAT -> json.writeNumber(scalar.text());
            case BOOLEAN -> json.writeBoolean(scalar.text().equals("true"));
            case NULL -> json.writeNull();
        }
    }

    private static YamlNode read(JsonParser parser, @Nullable JsonToken token, Position position) throws IOException {
        if (token == null) {
            throw new IOException("a value is missing");
        }
        if (token == JsonToken.START_OBJECT) {
            List<YamlMapping.Entry> entries = new ArrayList<>();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                entries.add(new YamlMapping.Entry(key, position, read(parser, parser.nextToken(), position)));
            }
            return new YamlMapping(position, entries);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(read(parser, next, position));
            }
            return new YamlSequence(position, items);
        }
        if (token == JsonToken.VALUE_NULL) {
            return new YamlScalar(position, YamlScalar.Type.NULL, "");
        }
        return new YamlScalar(position, scalarType(token), parser.getText());
    }

    private static YamlScalar.Type scalarType(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> YamlScalar.Type.STRING;
            case VALUE_NUMBER_INT -> YamlScalar.Type.INTEGER;
            case VALUE_NUMBER_FLOAT -> YamlScalar.Type.FLOAT;
            case VALUE_TRUE, VALUE_FALSE -> YamlScalar.Type.BOOLEAN;
            default -> throw new IOException("a value is missing");
        };
    }
}
