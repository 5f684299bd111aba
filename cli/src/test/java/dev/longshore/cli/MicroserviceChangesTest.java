package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.testing.Machine.Run;
import org.junit.jupiter.api.Test;

/** Changes of what runs, by a command. */
class MicroserviceChangesTest extends ConnectedTest {
    private static final String SHOP = "/api/v1/projects/shop/environments/hasura";
    private static final String API = SHOP + "/microservices/api";

    @Test
    void aRestartIsFollowedToItsVerdict() {
        server.json("POST " + API + "/restart?namespace=default", "{\"id\":7}");
        ends(7, "live", "push 7 to shop (hasura), restart api\npush 7 is live in 1.0 s as release 4.\n");

        Run run = machine.run("ms", "restart", "api");

        assertThat(run)
                .isEqualTo(new Run(
                        0, "push 7 to shop (hasura), restart api\npush 7 is live in 1.0 s as release 4.\n", ""));
    }

    @Test
    void aServerThatDiesRightAfterItHasAcceptedIsWaitedFor() {
        String log = SHOP + "/pushes/7/log?follow=true&offset=0";
        server.json("POST " + API + "/restart?namespace=default", "{\"id\":7}");
        server.on(log, exchange -> ends(7, "failed", "push 7 failed: the server was stopped.\n"));

        Run run = machine.run("ms", "restart", "api");

        assertThat(run).isEqualTo(new Run(1, "push 7 failed: the server was stopped.\n", ""));
        assertThat(server.requests()).filteredOn(log::equals).hasSize(2);
    }

    @Test
    void theExitCodeIsTheVerdict() {
        server.json("POST " + API + "/scale?namespace=hasura", "{\"id\":8}");
        ends(8, "failed", "push 8 failed: api never became ready.\n");

        Run run = machine.run("microservice", "scale", "api", "3", "-n", "hasura");

        assertThat(run).isEqualTo(new Run(1, "push 8 failed: api never became ready.\n", ""));
        assertThat(server.bodies()).containsExactly("{\n  \"replicas\" : 3\n}");
    }

    @Test
    void aRemovalAsksForTheNameFirst() {
        Run other = machine.typing("y\n").run("ms", "remove", "api");
        Run nobody = machine.typing("").run("ms", "remove", "api");

        String question = "This removes api and its routes; the data of its claims stays.\nType api to go on: ";
        assertThat(other).isEqualTo(new Run(1, "", question + "hasura: not confirmed; nothing is changed\n"));
        assertThat(nobody)
                .isEqualTo(new Run(
                        2, "", question + "\nhasura: nobody is here to confirm that api is meant; add --yes\n"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRemovalThatIsMeantIsDone() {
        server.json("DELETE " + API + "?namespace=default", "{\"id\":9}");
        ends(9, "live", "push 9 is live.\n");

        assertThat(machine.run("ms", "remove", "api", "--yes")).isEqualTo(new Run(0, "push 9 is live.\n", ""));
        assertThat(machine.typing("api\n").run("ms", "remove", "api").exitCode())
                .isZero();
    }

    @Test
    void whatTheServerRefusesIsToldInALine() {
        server.problem("POST " + API + "/restart?namespace=default", 403, "vera may not do this");

        assertThat(machine.run("ms", "restart", "api")).isEqualTo(new Run(4, "", "hasura: vera may not do this\n"));
    }

    @Test
    void whatCanNotBeNeverReachesTheServer() {
        assertThat(machine.run("ms", "scale", "api", "101").err())
                .isEqualTo("hasura: 101 replicas can't be; give a number from 0 to 100\n");
        assertThat(machine.run("ms", "restart", "api", "-n", "kube-system").err())
                .isEqualTo("hasura: there is no namespace 'kube-system'; give user or hasura\n");
        assertThat(server.requests()).isEmpty();
    }

    private void ends(long push, String state, String log) {
        server.log(SHOP + "/pushes/" + push + "/log?follow=true&offset=0", state, log);
        server.log(SHOP + "/pushes/" + push + "/log?follow=false&offset=" + log.length(), state, "");
    }
}
