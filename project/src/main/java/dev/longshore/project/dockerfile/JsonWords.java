package dev.longshore.project.dockerfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The form of arguments that is a JSON array of strings. */
final class JsonWords {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonWords() {}

    /** Empty when it isn't JSON, which makes it a text like any other. */
    static Optional<List<String>> read(InstructionText instruction, int offset) {
        String text = instruction.arguments().substring(offset);
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        try {
            for (JsonNode word : JSON.readTree(text)) {
                if (!word.isTextual()) {
                    throw instruction.error(
                            offset, "the words of the JSON form are strings; put " + word + " in quotes");
                }
                words.add(word.textValue());
            }
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        return Optional.of(words);
    }

    static String write(List<String> words) {
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }
}
