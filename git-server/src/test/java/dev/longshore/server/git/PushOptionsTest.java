package dev.longshore.server.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.server.store.PushKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushOptionsTest {
    @Test
    void theFourOptionsAreUnderstood() throws Exception {
        assertThat(PushOptions.parse(List.of())).isEqualTo(new PushOptions(Optional.empty(), false));
        assertThat(PushOptions.parse(List.of("dry-run")).kind()).isEqualTo(PushKind.DRY_RUN);
        assertThat(PushOptions.parse(List.of("rebuild", "detach", "rebuild")))
                .isEqualTo(new PushOptions(Optional.of(new Verb(PushKind.REBUILD, Optional.empty())), true));
        assertThat(PushOptions.parse(List.of("rollback=17")).verb())
                .contains(new Verb(PushKind.ROLLBACK, Optional.of(17L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "deploy",
                "dry-run=1",
                "rollback",
                "rollback=",
                "rollback=0",
                "rollback=01",
                "rollback=-1",
                "rollback=1;x",
                "rollback=1 ",
                "rollback/1",
                "rollback=9999999999",
                "DETACH",
                "detach ",
                "--detach",
                "x=1"
            })
    void whatIsNotInTheGrammarIsRefusedWithWhatIs(String option) {
        assertThatThrownBy(() -> PushOptions.parse(List.of("detach", option)))
                .isInstanceOf(RefusedPush.class)
                .hasMessage("there is no push option \"" + option
                        + "\"; known are dry-run, rebuild, rollback=<release> and detach");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"detach\u0000", "detach\n", "detach\tx", "\u001b[31mdetach", "\u202edetach", "rebuild\u009b31m"})
    void controlCharactersAreRefusedWithoutBeingShown(String option) {
        assertThatThrownBy(() -> PushOptions.parse(List.of(option)))
                .isInstanceOf(RefusedPush.class)
                .hasMessageStartingWith("a push option has a control character; known are");
    }

    @Test
    void countAndLengthHaveLimits() {
        assertThatThrownBy(() -> PushOptions.parse(Collections.nCopies(9, "detach")))
                .hasMessageStartingWith("there are more than 8 push options; known are");
        assertThatThrownBy(() -> PushOptions.parse(List.of("é".repeat(33))))
                .hasMessageStartingWith("a push option is longer than 64 bytes; known are");
    }

    @Test
    void twoVerbsAreNotCombined() {
        assertThatThrownBy(() -> PushOptions.parse(List.of("rebuild", "rollback=1")))
                .hasMessage("dry-run, rebuild and rollback can't be combined");
    }
}
