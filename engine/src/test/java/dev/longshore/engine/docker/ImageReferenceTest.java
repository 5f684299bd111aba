package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.EngineException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "redis, redis, latest",
        "redis:7-alpine, redis, 7-alpine",
        "localhost:5000/team/app, localhost:5000/team/app, latest",
        "Registry.example:5000/a/b__c:1.0, Registry.example:5000/a/b__c, 1.0",
        "longshore/shop/api:0123456789abcdef0123, longshore/shop/api, 0123456789abcdef0123"
    })
    void nameAndTagArePartedAndTheTagDefaultsToLatest(String text, String repository, String tag) {
        assertThat(ImageReference.parse(text)).isEqualTo(new ImageReference(repository, Optional.of(tag)));
    }

    @Test
    void digestBelongsToTheNameAndOutweighsATag() {
        String digest = "@sha256:" + "0a".repeat(32);

        assertThat(ImageReference.parse("redis:7" + digest))
                .isEqualTo(new ImageReference("redis" + digest, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Redis", "../containers/json", "a b", "redis:", "redis@sha256:12", "a?x=y", "/redis", "a/"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("is not an image reference");
    }
}
