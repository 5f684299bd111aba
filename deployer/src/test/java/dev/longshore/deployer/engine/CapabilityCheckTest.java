package dev.longshore.deployer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.engine.plan.ReleaseObjects;
import dev.longshore.deployer.engine.testing.Objects;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CapabilityCheckTest {
    @Test
    void a_readiness_probe_that_is_not_kept_up_is_warned_of_at_its_place() {
        Probe command = new Probe(
                new Probe.Exec(List.of("true")), Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 1, 3);
        Container container = Objects.container(
                12, List.of(), new Container.Probes(Optional.of(command), Optional.of(command), Optional.empty()));

        List<Problem> problems = check(Objects.workload(1, container, List.of()));

        assertThat(problems)
                .noneMatch(Problem::isError)
                .singleElement()
                .asString()
                .startsWith("microservices/api/k8s.yaml:12: the readinessProbe ");
    }

    @Test
    void replicas_that_would_share_a_writable_claim_are_refused() {
        Container plain = Objects.container(1, List.of(), Container.Probes.NONE);

        assertThat(check(Objects.workload(3, mounting(plain, false, ""), claim())))
                .singleElement()
                .matches(Problem::isError)
                .asString()
                .startsWith("microservices/api/k8s.yaml:3: Deployment/api asks for 2 replicas that write to the same");
        assertThat(check(Objects.workload(3, mounting(plain, true, ""), claim())))
                .isEmpty();
    }

    @Test
    void a_part_of_a_claim_can_not_be_mounted() {
        Container plain = Objects.container(9, List.of(), Container.Probes.NONE);

        assertThat(check(Objects.workload(3, mounting(plain, true, "sub"), claim())))
                .singleElement()
                .matches(Problem::isError)
                .asString()
                .contains("is mounted by a subPath");
    }

    private static List<Volume> claim() {
        return List.of(new Volume("data", Objects.line(1), new Volume.ClaimSource("data", false)));
    }

    private static Container mounting(Container plain, boolean readOnly, String subPath) {
        return Objects.mounting(plain, new Container.Mount("data", "/data", readOnly, subPath));
    }

    private static List<Problem> check(Workload workload) {
        Problems problems = new Problems();
        new CapabilityCheck(problems).check(new ReleaseObjects(List.of(workload)));
        return problems.all();
    }
}
