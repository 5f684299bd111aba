package dev.longshore.project.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> FIELDS = List.of("replicas", "selector", "template", "image", "env");

    @ParameterizedTest
    @CsvSource({"replcias,replicas", "Replicas,replicas", "selectors,selector", "imgae,image", "evn,env"})
    void aSlipOfTheFingersIsRecognised(String written, String meant) {
        assertThat(Suggestion.closest(written, FIELDS)).contains(meant);
    }

    @Test
    void somethingElseIsNot() {
        assertThat(Suggestion.closest("volumes", FIELDS)).isEmpty();
        assertThat(Suggestion.closest("ab", FIELDS)).isEmpty();
    }
}
