package dev.longshore.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectNamesTest {
    @ParameterizedTest
    @CsvSource({
        "shop,shop",
        "My Shop_2,my-shop-2",
        "-a--b-,a-b",
        "Straße,stra-e",
        "abcdefghijklmnopqrstuvwxyz0123456789abc/xyz,abcdefghijklmnopqrstuvwxyz0123456789abc",
    })
    void theClosestNameIsLowerCaseWithDashes(String directory, String name) {
        assertThat(ProjectNames.closestTo(directory).orElseThrow().value()).isEqualTo(name);
    }

    @Test
    void nothingIsLeftOfSomeNames() {
        assertThat(ProjectNames.closestTo("…")).isEmpty();
    }
}
