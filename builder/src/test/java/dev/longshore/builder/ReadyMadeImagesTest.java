package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome.Available;
import dev.longshore.builder.BuildOutcome.Failed;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.TinyRegistry;
import dev.longshore.project.manifest.Container.PullPolicy;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.registry.DockerConfig;
import dev.longshore.project.registry.RegistryLogin;
import dev.longshore.project.release.Image;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real engine and a registry that wants what real ones want. */
@EngineTest
@Timeout(120)
class ReadyMadeImagesTest {
    private final EngineSandbox sandbox = new EngineSandbox();
    private final RecordedProgress progress = new RecordedProgress();
    private final ReadyMadeImages images =
            new ReadyMadeImages(sandbox.engine(), new ForeignImages(Builds.SHOP), Clock.systemUTC());
    private TinyRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = TinyRegistry.start(sandbox.name("one"));
        sandbox.image(registry.reference());
    }

    @AfterEach
    void stop() throws IOException {
        registry.close();
        sandbox.close();
    }

    @Test
    void alwaysAsksTheRegistryEveryTimeAndSaysWhetherTheImageChanged() throws InterruptedException {
        Image first = available(provide(PullPolicy.ALWAYS, List.of(), Optional.empty()));
        Image same = available(provide(PullPolicy.ALWAYS, List.of(), Optional.of(first)));
        assertThat(same).isEqualTo(first);
        assertThat(lastLine())
                .startsWith("build web pulled sha256:" + first.shortId())
                .endsWith(", unchanged");

        registry.publish(sandbox.name("two"));
        Image next = available(provide(PullPolicy.ALWAYS, List.of(), Optional.of(first)));
        sandbox.image(first.id());

        assertThat(next.id()).isNotEqualTo(first.id());
        assertThat(lastLine()).endsWith(", changed (live: sha256:" + first.shortId() + ")");
    }

    @Test
    void ifNotPresentAsksOnceAndNeverNotAtAll() throws InterruptedException {
        assertThat(failure(provide(PullPolicy.NEVER, List.of(), Optional.empty())))
                .isEqualTo("web: image " + registry.reference() + " isn't on the engine, and its imagePullPolicy is"
                        + " Never; bring it with: docker pull " + registry.reference() + ", or write IfNotPresent");
        assertThat(registry.pulls()).isZero();

        Image image = available(provide(PullPolicy.IF_NOT_PRESENT, List.of(), Optional.empty()));
        int pulls = registry.pulls();
        assertThat(pulls).isPositive();
        registry.publish(sandbox.name("two"));

        assertThat(available(provide(PullPolicy.IF_NOT_PRESENT, List.of(), Optional.empty())))
                .isEqualTo(image);
        assertThat(available(provide(PullPolicy.NEVER, List.of(), Optional.empty())))
                .isEqualTo(image);
        assertThat(registry.pulls()).isEqualTo(pulls);
    }

    @Test
    void aLoginThatIsRefusedIsFollowedByTheNext() throws InterruptedException {
        registry.require("asha", "open:sesame");

        available(provide(
                PullPolicy.IF_NOT_PRESENT,
                List.of(login("old", "asha", "hunter2"), login("new", "asha", "open:sesame")),
                Optional.empty()));

        assertThat(registry.logins()).isNotEmpty().containsOnly("asha:open:sesame");
    }

    @Test
    void aWrongPasswordIsToldByItsSecretAndTheRegistryAndNotShown() throws InterruptedException {
        registry.require("asha", "open:sesame");

        String reason =
                failure(provide(PullPolicy.ALWAYS, List.of(login("regcred", "asha", "hunter2")), Optional.empty()));

        assertThat(reason)
                .isEqualTo("web: registry " + registry.host() + " refuses the login of Secret \"regcred\" for "
                        + registry.host() + " for image " + registry.reference()
                        + "; correct the username and the password");
        assertThat(progress.lines()).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void aRegistryThatWantsALoginIsToldApartFromOneWithoutTheImage() throws InterruptedException {
        registry.require("asha", "open:sesame");

        assertThat(failure(provide(PullPolicy.IF_NOT_PRESENT, List.of(), Optional.empty())))
                .isEqualTo("web: registry " + registry.host() + " wants a login for image " + registry.reference()
                        + ", and no Secret of the pod's imagePullSecrets has one for it");
    }

    private BuildOutcome provide(PullPolicy policy, List<RegistryLogin> logins, Optional<Image> live)
            throws InterruptedException {
        return images.provide("web", new WantedImage(registry.reference(), policy, logins, live), progress);
    }

    private RegistryLogin login(String secret, String username, String password) {
        Position position = Position.ofFile("k8s.yaml");
        String json = "{\"auths\": {\"" + registry.host() + "\": {\"username\": \"" + username + "\", \"password\": \""
                + password + "\"}}}";
        ObjectKey key = new ObjectKey(Kind.SECRET, Namespace.USER, secret);
        return DockerConfig.read(
                        new Secret(key, position, Map.of(DockerConfig.KEY, Datum.ofText(json))),
                        position,
                        new Problems())
                .get(0);
    }

    private String lastLine() {
        List<String> lines = progress.lines();
        return lines.get(lines.size() - 1);
    }

    private static Image available(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Available.class);
        return ((Available) outcome).image();
    }

    private static String failure(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return ((Failed) outcome).reason();
    }
}
