package dev.longshore.deployer.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableExpansionTest {
    private static final Map<String, String> VARIABLES = Map.of("HOST", "db.default", "PORT", "5432");

    /** The cases of Kubernetes' own expansion tests that tell its rules apart. */
    @ParameterizedTest
    @CsvSource({
        "$(HOST):$(PORT), db.default:5432",
        "plain, plain",
        "$(MISSING), $(MISSING)",
        "$$(HOST), $(HOST)",
        "$$$(HOST), $db.default",
        "$HOST, $HOST",
        "cost: 5$, cost: 5$",
        "$(HOST, $(HOST",
        "$$, $",
        "$(), $()",
    })
    void a_reference_becomes_its_variable_and_all_else_stays(String text, String expanded) {
        assertThat(VariableExpansion.expand(text, VARIABLES)).isEqualTo(expanded);
    }
}
