package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.testing.Machine.Run;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BuildsTest extends ConnectedTest {
    private static final String PATH = "/api/v1/projects/shop/environments/hasura/pushes";
    private static final String PUSHES = """
            {"pushes":[
              {"id":42,"state":"running","kind":"rollback","branch":"master","commit":"41ab77f0000000000000000000000000000000aa",
               "subject":"Sell shoes","by":"ben","startedAt":"2026-01-02T11:59:48Z","reason":""},
              {"id":41,"state":"failed","branch":"master","commit":"9d1c0e20000000000000000000000000000000bb",
               "subject":"Ünïcode search that is a good deal faster than the one before","by":"asha",
               "startedAt":"2026-01-01T23:30:00Z","finishedAt":"2026-01-01T23:31:40Z","reason":"api never became ready"},
              {"id":7,"state":"live","branch":"master","commit":"3f9c2ab0000000000000000000000000000000cc",
               "subject":"Begin","by":"asha","release":1,"startedAt":"2026-01-01T10:00:00Z",
               "finishedAt":"2026-01-01T10:00:03.4Z","reason":""}]}
            """;

    @Test
    void theListSaysWhatBecameOfEveryPush() {
        server.json(PATH + "?limit=20", PUSHES);

        assertThat(machine.run("build", "list")).isEqualTo(new Run(0, """
                        PUSH   KIND       STATE     RELEASE   COMMIT    BRANCH   BY     STARTED            TOOK            SUBJECT
                        42     rollback   running             41ab77f   master   ben    2026-01-02 12:59   12.0 s so far   Sell shoes
                        41     deploy     failed              9d1c0e2   master   asha   2026-01-02 00:30   1 min 40 s      Ünïcode search that is a good deal faster than the one before
                        7      deploy     live      1         3f9c2ab   master   asha   2026-01-01 11:00   3.4 s           Begin
                        """, ""));
    }

    @Test
    void onATerminalTheSubjectIsCutToItsWidth() {
        server.json(PATH + "?limit=3", PUSHES);

        Run run = machine.onTerminal(121).run("builds", "list", "--limit", "3");

        assertThat(run.out().lines().map(line -> line.replaceAll("\u001b\\[[0-9]*m", "")))
                .contains(
                        "41     deploy     failed              9d1c0e2   master   asha   2026-01-02 00:30   1 min 40 s      "
                                + "Ünïcode search that i…")
                .allMatch(line -> line.length() <= 121);
    }

    @Test
    void aProjectThatWasNeverPushedIsToldHowTo() {
        assertThat(machine.run("build", "list"))
                .isEqualTo(new Run(0, "no pushes yet; push with: git push hasura master\n", ""));
        assertThat(machine.run("build", "logs"))
                .isEqualTo(
                        new Run(1, "", "hasura: nothing was pushed to shop yet; push with: git push hasura master\n"));
    }

    @Test
    void cancelMeansThePushThatIsOnItsWay() {
        server.json(PATH + "?limit=100", PUSHES)
                .json("POST " + PATH + "/42/cancel", "{\"id\":42,\"state\":\"cancelled\"}")
                .json("POST " + PATH + "/43/cancel", "{\"id\":43,\"state\":\"running\"}")
                .problem("POST " + PATH + "/7/cancel", 409, "push 7 can't be cancelled: it is live as release 1");

        assertThat(machine.run("build", "cancel"))
                .isEqualTo(new Run(0, "push 42 is cancelled; what was live stays live\n", ""));
        assertThat(machine.run("build", "cancel", "43"))
                .isEqualTo(new Run(0, "push 43 is being cancelled; watch it: hasura build logs -f 43\n", ""));
        assertThat(machine.run("build", "cancel", "7"))
                .isEqualTo(new Run(1, "", "hasura: push 7 can't be cancelled: it is live as release 1\n"));
    }

    @Test
    void cancelAsksWhichPushUnlessThereIsOne() {
        server.json(PATH + "?limit=100", PUSHES.replace("\"finishedAt\":\"2026-01-01T23:31:40Z\",", ""));
        assertThat(machine.run("build", "cancel"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: several pushes are on their way, 42 (running), 41 (failed); say which:"
                                + " hasura build cancel PUSH\n"));

        server.json(PATH + "?limit=100", "{\"pushes\":[]}");
        assertThat(machine.run("build", "cancel")).isEqualTo(new Run(1, "", "hasura: no push to shop is on its way\n"));
    }

    @Test
    void settingsAreChangedAndShown() {
        server.json(
                "PATCH /api/v1/projects/shop/environments/hasura/settings",
                "{\"forcePush\":\"allow\",\"deployBranch\":\"main\"}");

        Run run = machine.run("environment", "set", "--force-push", "allow", "--deploy-branch", "main");

        assertThat(run).isEqualTo(new Run(0, "force push     allow\ndeploy branch  main\n", ""));
        assertThat(server.bodies())
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .containsIgnoringWhitespaces("{\"forcePush\":\"allow\",\"deployBranch\":\"main\"}"));
        assertThat(machine.run("environment", "set").exitCode()).isEqualTo(2);
    }

    @Test
    void logsAreThoseOfTheNewestPushUnlessOneIsNamed() {
        server.json(PATH + "?limit=1", PUSHES);
        server.log(PATH + "/42/log?follow=false&offset=0", "running", "push 42 to shop\n");
        server.log(PATH + "/41/log?follow=false&offset=0", "failed", "push 41 failed\n");

        assertThat(machine.run("build", "logs")).isEqualTo(new Run(0, "push 42 to shop\n", ""));
        assertThat(machine.run("build", "logs", "41")).isEqualTo(new Run(0, "push 41 failed\n", ""));
    }

    @Test
    void followingAPushThatFailsFails() {
        server.log(PATH + "/42/log?follow=true&offset=0", "running", "building\nfailed\n");
        server.log(PATH + "/42/log?follow=false&offset=16", "failed", "");

        assertThat(machine.run("build", "logs", "-f", "42")).isEqualTo(new Run(1, "building\nfailed\n", ""));
    }

    @Test
    void followingAPushThatGoesLiveSucceeds() {
        server.log(PATH + "/42/log?follow=true&offset=0", "running", "building\n");
        server.log(PATH + "/42/log?follow=false&offset=9", "live", "");

        assertThat(machine.run("build", "logs", "-f", "42")).isEqualTo(new Run(0, "building\n", ""));
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() {
        server.on(PATH + "/42/log?follow=true&offset=0", exchange -> {
            exchange.getResponseHeaders().set("Longshore-Push-State", "running");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("building\n".getBytes(StandardCharsets.UTF_8));
        });
        server.log(PATH + "/42/log?follow=true&offset=9", "running", "live\n");
        server.log(PATH + "/42/log?follow=false&offset=14", "live", "");

        assertThat(machine.run("build", "logs", "-f", "42")).isEqualTo(new Run(0, "building\nlive\n", ""));
    }

    @Test
    void aPushMayGoOnAfterItsLogSeemedToEnd() {
        server.log(PATH + "/42/log?follow=true&offset=0", "running", "rolling out\n");
        server.on(PATH + "/42/log?follow=false&offset=12", exchange -> {
            server.log(PATH + "/42/log?follow=true&offset=12", "running", "live\n");
            server.log(PATH + "/42/log?follow=false&offset=17", "live", "");
            exchange.getResponseHeaders().set("Longshore-Push-State", "running");
            exchange.sendResponseHeaders(200, -1);
        });

        assertThat(machine.run("build", "logs", "-f", "42")).isEqualTo(new Run(0, "rolling out\nlive\n", ""));
    }

    @Test
    void basesSaysWhichImageANameStandsForSinceWhenAndForWhom() {
        server.json(PATH.replace("pushes", "bases"), """
                {"bases":[
                  {"reference":"longshore/base","imageId":"sha256:0123456789abcdef","since":"2026-01-01T10:00:00Z","usedBy":[]},
                  {"reference":"python:3.11-slim","imageId":"sha256:41ab77f0aa51bbbb","digest":"sha256:9d41c0e2ab77cccc",
                   "since":"2026-01-02T11:59:00Z","usedBy":["api","worker"]}]}
                """);

        assertThat(machine.run("build", "bases")).isEqualTo(new Run(0, """
                        IMAGE              DIGEST                IMAGE-ID              SINCE              USED-BY
                        longshore/base                           sha256:0123456789ab   2026-01-01 11:00
                        python:3.11-slim   sha256:9d41c0e2ab77   sha256:41ab77f0aa51   2026-01-02 12:59   api,worker
                        """, ""));
    }

    @Test
    void basesOfAProjectThatWasNeverPushedAreNone() {
        assertThat(machine.run("build", "bases")).isEqualTo(new Run(0, "no build has used a base image yet\n", ""));
    }
}
