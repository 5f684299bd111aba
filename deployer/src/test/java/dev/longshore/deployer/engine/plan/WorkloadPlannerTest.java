package dev.longshore.deployer.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.engine.testing.Objects;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadPlannerTest {
    @Test
    void the_spec_is_the_same_wherever_in_the_file_the_pod_is_written() {
        assertThat(spec(workload(10, "red"), config("a"))).isEqualTo(spec(workload(99, "red"), config("a")));
    }

    @Test
    void the_spec_is_the_same_on_every_machine_and_in_every_run() {
        // A changed value restarts all that runs when Longshore is upgraded: that must be meant.
        assertThat(spec(workload(10, "red"), config("a"))).isEqualTo("3b04c5f18532d54c");
    }

    @Test
    void the_spec_changes_with_a_variable_and_with_the_content_of_a_mounted_file() {
        String spec = spec(workload(10, "red"), config("a"));

        assertThat(spec(workload(10, "blue"), config("a"))).isNotEqualTo(spec);
        assertThat(spec(workload(10, "red"), config("b"))).isNotEqualTo(spec);
    }

    @Test
    void the_number_of_replicas_is_no_part_of_the_spec() {
        Workload two = workload(10, "red");
        Workload five = new Workload(
                two.key(), two.position(), 5, two.strategy(), two.progressDeadline(), two.identity(), two.template());

        assertThat(spec(five, config("a"))).isEqualTo(spec(two, config("a")));
    }

    @Test
    void a_headless_service_names_the_replicas_in_both_networks() {
        Workload workload = workload(10, "red");
        ReleaseObjects objects = new ReleaseObjects(List.of(workload, config("a"), Objects.service(true)));

        assertThat(Objects.plan(objects, workload).pod().aliases())
                .containsEntry(
                        Namespace.USER,
                        List.of("api", "api.default", "api.default.svc", "api.default.svc.cluster.local"))
                .containsEntry(
                        Namespace.HASURA, List.of("api.default", "api.default.svc", "api.default.svc.cluster.local"));
    }

    @Test
    void a_command_replaces_the_entrypoint_and_arguments_the_command_with_variables_expanded() {
        Container plain = Objects.container(
                1,
                List.of(new Environment.Variable("PORT", Objects.line(1), new Environment.Literal("8080"))),
                Container.Probes.NONE);
        Container container = Objects.running(plain, List.of("serve"), List.of("--port", "$(PORT)"));
        Workload workload = Objects.workload(1, container, List.of());

        WorkloadPlan plan = Objects.plan(new ReleaseObjects(List.of(workload)), workload);

        ContainerSpec.Program program = plan.pod()
                .containers()
                .get(0)
                .program(PodIdentity.any(workload.key().namespace()));
        assertThat(program.entrypoint()).contains(List.of("serve"));
        assertThat(program.command()).contains(List.of("--port", "8080"));
    }

    private static String spec(Workload workload, KubernetesObject config) {
        return Objects.plan(new ReleaseObjects(List.of(workload, config)), workload)
                .spec();
    }

    private static ConfigMap config(String content) {
        return new ConfigMap(
                Objects.key(Kind.CONFIG_MAP, "settings"),
                Objects.line(1),
                Map.of("b.conf", Datum.ofText(content), "a.conf", Datum.ofText("x"), "c.conf", Datum.ofText("y")));
    }

    private static Workload workload(int line, String colour) {
        Container plain = Objects.container(
                line,
                List.of(
                        new Environment.Variable("COLOUR", Objects.line(line), new Environment.Literal(colour)),
                        new Environment.Variable("SIZE", Objects.line(line), new Environment.Literal("big"))),
                Container.Probes.NONE);
        Container container = Objects.mounting(plain, new Container.Mount("settings", "/etc/settings", true, ""));
        Volume volume = new Volume("settings", Objects.line(line), Objects.files("settings"));
        return Objects.workload(line, container, List.of(volume));
    }
}
