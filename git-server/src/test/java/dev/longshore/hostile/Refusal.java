package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.testing.GitClient;

/** What every refusal of a push has in common. */
final class Refusal {
    private Refusal() {}

    /** Git fails, and its user reads this reason and nothing of the server's inside. */
    static void assertRefused(GitClient.Result result, String... reason) {
        assertThat(result.exitCode()).as(result.text()).isNotZero();
        assertThat(result.text())
                .contains(reason)
                .contains("refused: ")
                .doesNotContain("internal error", "Exception", "\tat ", "unexpected disconnect", "up-to-date");
    }
}
