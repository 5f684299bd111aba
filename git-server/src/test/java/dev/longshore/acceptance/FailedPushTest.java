package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.acceptance.FivePages.Fault;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Networks;
import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All or nothing: when one of five changed microservices fails, all that runs is as it was before the push. */
@EngineTest
class FailedPushTest {
    private static final Pattern RESTORED =
            Pattern.compile("restore +api, cart, mail, search, web +release 1 is live again +(\\S+ s)");

    @TempDir
    private static Path directory;

    private static Installation longshore;
    private static Workstation developer;
    private static Browser browser;
    private static String project;
    private static int version = 1;

    @BeforeAll
    static void install() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        project = "five-" + HexFormat.of().formatHex(random);
        longshore = Installation.start(directory);
        developer = longshore.workstation(FivePages.begin(Files.createDirectory(directory.resolve("files"))), project);
        FivePages.write(developer, 1, "", Fault.NONE);
        developer.commit("Five pages");
        Command push = developer.push();
        assertThat(push.exitCode()).as(push.output()).isZero();
        browser = longshore.browser();
    }

    @AfterAll
    static void uninstall() {
        longshore.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            api    | NEVER_READY | api never became ready: readiness probe GET /nowhere answers 404
            web    | NEVER_READY | web never became ready: readiness probe GET /nowhere answers 404
            search | NO_START    | search can't be started: exec: "no-such-program": executable file not found
            mail   | SHORT_LIFE  | mail was ready but didn't stay up
            """)
    void one_of_five_that_fails_takes_the_whole_push_back(String faulty, Fault fault, String reason) {
        Map<String, String> before = containers();
        List<String> networks = networks();
        List<String> files = files();
        String live = developer.remoteHead("master");
        version++;
        FivePages.write(developer, version, faulty, fault);
        developer.commit("Change all five, their motto and a route; " + faulty + ": " + fault);

        Command push = developer.push();

        assertThat(push.exitCode()).as(push.output()).isNotZero();
        assertThat(push.output())
                .contains(reason)
                .contains("Nothing changed on the cluster: release 1 is live.")
                .containsPattern(
                        "! \\[remote rejected\\] master -> master \\(.*" + faulty + ".*; release 1 is live\\)");
        assertThat(developer.remoteHead("master")).isEqualTo(live);
        assertThat(FivePages.NAMES).allSatisfy(name -> assertThat(get(name)).isEqualTo(FivePages.page(name, 1)));
        assertThat(get(FivePages.subdomain(1))).isEqualTo(FivePages.page("web", 1));
        assertThat(get(FivePages.subdomain(version))).isEqualTo("404");
        assertThat(containers()).as("containers, none of which was restarted").isEqualTo(before);
        assertThat(networks()).isEqualTo(networks);
        assertThat(files()).isEqualTo(files);
        Matcher restored = RESTORED.matcher(push.output());
        assertThat(restored.find()).as(push.output()).isTrue();
        System.out.printf("%s of %s: restored in %s%n", fault, faulty, restored.group(1));
    }

    /** The body of a good answer, or the status of another. */
    private static String get(String subdomain) {
        HttpResponse<String> answer = browser.get(subdomain + "." + project + ".localhost", "/");
        return answer.statusCode() == 200 ? answer.body() : Integer.toString(answer.statusCode());
    }

    /** Each container with the time of its start. */
    private static Map<String, String> containers() {
        return longshore.containers(project).stream()
                .collect(Collectors.toMap(
                        ContainerState::id, container -> container.name() + " " + container.startedAt()));
    }

    private static List<String> networks() {
        return longshore.engine().networks().list(Map.of("dev.longshore.environment", project)).stream()
                .map(Networks.Network::name)
                .sorted()
                .toList();
    }

    /** What containers mount, and what routes there are. */
    private static List<String> files() {
        Path data = longshore.data();
        try (Stream<Path> cluster = Files.walk(data.resolve("cluster"));
                Stream<Path> gateway = Files.walk(data.resolve("gateway"))) {
            return Stream.concat(cluster, gateway).map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
