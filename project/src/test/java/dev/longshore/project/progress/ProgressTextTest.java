package dev.longshore.project.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.progress.Progress.Verb;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {
    @Test
    void verbSubjectAndTextStandInColumns() {
        assertThat(ProgressText.step(Verb.PLAN, "api", "build    microservices/api changed"))
                .isEqualTo("plan     api        build    microservices/api changed");
        assertThat(ProgressText.continued("web", "reused   same inputs as push 37"))
                .isEqualTo("         web        reused   same inputs as push 37");
        assertThat(ProgressText.step(Verb.ROLL_OUT, "api", "1/2 ready")).isEqualTo("roll out api        1/2 ready");
    }

    @Test
    void theTimeEndsAtTheRightWithRoomForWhatGitPutsBefore() {
        String line = ProgressText.step(Verb.BUILD, "api", "built", Duration.ofMillis(300));

        assertThat(line)
                .startsWith("build    api        built  ")
                .endsWith("  0.3 s")
                .hasSize(92);
        assertThat(ProgressText.continued("api", "2/2 ready", Duration.ofSeconds(20)))
                .endsWith("  20 s")
                .hasSize(92);
    }

    @Test
    void nothingIsCut() {
        String name = "a-long-microservice-name";
        String text = "x".repeat(80);

        assertThat(ProgressText.step(Verb.LIVE, name, text, Duration.ofSeconds(1)))
                .isEqualTo("live     " + name + " " + text + "  1.0 s");
    }

    @Test
    void outputCannotPoseAsAStep() {
        assertThat(ProgressText.output("api-7c9", "KeyError: 'SEARCH_URL'"))
                .isEqualTo("  api-7c9 | KeyError: 'SEARCH_URL'");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.0 s",
        "349,0.3 s",
        "350,0.4 s",
        "9949,9.9 s",
        "9950,10 s",
        "12400,12 s",
        "59499,59 s",
        "59500,1 min 0 s",
        "65000,1 min 5 s",
        "3599499,59 min 59 s",
        "3600000,1 h 0 min",
        "7380000,2 h 3 min"
    })
    void timesAreShortAndHaveAUnit(long milliseconds, String expected) {
        assertThat(ProgressText.duration(Duration.ofMillis(milliseconds))).isEqualTo(expected);
    }
}
