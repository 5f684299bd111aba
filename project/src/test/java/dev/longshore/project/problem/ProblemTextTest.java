package dev.longshore.project.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTextTest {
    private static List<String> source(String file) {
        return file.equals("k8s.yaml")
                ? List.of("spec:", "  selector:", "    app: apis", "\tx: " + "y".repeat(200))
                : List.of();
    }

    private static String render(Problem problem) {
        return String.join("\n", ProblemText.render(problem, ProblemTextTest::source));
    }

    @Test
    void anErrorShowsItsLineAndPutsTheHintUnderTheCaret() {
        Problem problem = Problem.error(
                        new Position("k8s.yaml", 3, 10),
                        "Service \"api\" selects app=apis, but no workload has that label")
                .withHint("did you mean \"api\"?");

        assertThat(render(problem)).isEqualTo("""
                        k8s.yaml:3: Service "api" selects app=apis, but no workload has that label
                             3 |     app: apis
                               |          ^ did you mean "api"?""");
    }

    @Test
    void withoutAColumnTheHintFollowsTheMessage() {
        Problem problem = Problem.error(new Position("k8s.yaml", 3, 0), "unknown field \"ap\"")
                .withHint("did you mean \"app\"?");

        assertThat(render(problem)).isEqualTo("k8s.yaml:3: unknown field \"ap\"; did you mean \"app\"?");
    }

    @Test
    void aWarningIsOneLineAndSaysThatItIsOne() {
        assertThat(render(Problem.warning(new Position("k8s.yaml", 3, 10), "this has no effect")))
                .isEqualTo("k8s.yaml:3: warning: this has no effect");
    }

    @Test
    void aFileThatCannotBeShownGivesTheMessageOnly() {
        assertThat(render(Problem.error(new Position("gone.yaml", 3, 10), "wrong")))
                .isEqualTo("gone.yaml:3: wrong");
        assertThat(render(Problem.error(new Position("k8s.yaml", 99, 1), "wrong")))
                .isEqualTo("k8s.yaml:99: wrong");
    }

    @Test
    void aMessageOfSeveralLinesGivesSeveralLines() {
        assertThat(ProblemText.render(
                        Problem.error(Position.ofFile("hasura.yaml"), "not there:\n  name: x"),
                        ProblemTextTest::source))
                .containsExactly("hasura.yaml: not there:", "  name: x");
    }

    @Test
    void aLongLineIsCutAndTabsKeepTheCaretInPlace() {
        List<String> lines =
                ProblemText.render(Problem.error(new Position("k8s.yaml", 4, 2), "wrong"), ProblemTextTest::source);

        assertThat(lines.get(1)).startsWith("     4 |  x: yyy").endsWith("…").hasSizeLessThan(92);
        assertThat(lines.get(2)).isEqualTo("       |  ^");
    }
}
