package dev.longshore.project.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A template takes bounded time, memory and stack, and sees nothing but its variables. */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TemplateAbuseTest {
    private static final YamlMapping CONTEXT = context(IntStream.range(0, 20_000)
            .mapToObj(i -> "\"k" + i + "\":\"" + "v".repeat(30) + "\"")
            .collect(Collectors.joining(",", "{", "}")));

    private final Problems problems = new Problems();

    private static YamlMapping context(String data) {
        return (YamlMapping)
                YamlJson.read("{\"cluster\":{\"name\":\"shop\",\"data\":" + data + "}}", Position.ofFile("context"));
    }

    private Optional<SourceText> render(String template) {
        return Template.render("conf/ci.yaml", template, CONTEXT, problems);
    }

    static List<String> templatesWithoutEnd() {
        return List.of(
                "{{ cluster.name" + "|json".repeat(60) + " }}",
                "{{ cluster.name" + "|json".repeat(200_000) + " }}",
                "{{ cluster.name" + "|default:\"x\"".repeat(80_000) + " }}",
                "{{ cluster" + ".a".repeat(400_000) + " }}",
                "{{ " + "9".repeat(1_000_000) + " == " + "9".repeat(10) + " }}",
                "{% if " + "a".repeat(1_000_000) + " b %}{% endif %}",
                "{{ \"" + "a".repeat(900_000) + "\"|" + "f".repeat(90_000) + " }}",
                "{% if cluster.data == cluster.data %}x{% endif %}".repeat(10_000),
                "{% if cluster.data|json == \"x\" %}x{% endif %}".repeat(10_000),
                "{{ cluster.data|json }}\n".repeat(10_000),
                "{% if 1 %}".repeat(90_000),
                "{".repeat(1_000_000) + "%",
                "{#".repeat(500_000),
                "{{ \"" + "\\\"".repeat(400_000),
                "{% if 1 %}" + "{% elif 1 %}".repeat(80_000),
                "{{ " + "==".repeat(400_000) + " }}",
                "{{ " + "^".repeat(900_000) + " }}",
                "{{ 1 }}".repeat(149_000),
                "x".repeat(2_000_000));
    }

    @ParameterizedTest
    @MethodSource("templatesWithoutEnd")
    void whatWouldTakeWithoutEndIsRefusedInAFewWords(String template) {
        Optional<SourceText> rendered = render(template);

        assertThat(rendered).isEmpty();
        assertThat(problems.all()).hasSize(1);
        Problem problem = problems.all().get(0);
        assertThat(problem.toString()).startsWith("conf/ci.yaml").hasSizeLessThan(500);
    }

    @Test
    void aLongTextIsNoReasonToStop() {
        String text = "a\\\"b".repeat(100_000);

        assertThat(render("{{ \"" + text + "\" }}").orElseThrow().text()).isEqualTo("a\"b".repeat(100_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ cluster.getClass }}",
                "{{ cluster.class.forName }}",
                "{{ class }}",
                "{{ env.PATH }}",
                "{{ System }}",
                "{{ self }}",
                "{{ _context }}",
                "{{ cluster.name.length }}",
                "{{ cluster.__proto__ }}",
                "{{ cluster.data.0 }}",
            })
    void nothingButTheVariablesIsThere(String template) {
        assertThat(render(template).orElseThrow().text()).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .first()
                .asString()
                .endsWith("renders as nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ cluster.name() }}",
                "{{ cluster[\"name\"] }}",
                "{{ 1 + 1 }}",
                "{{ ${7*7} }}",
                "{{ #cluster }}",
                "{{ T(java.lang.Runtime) }}",
                "{{ 'a' }}",
                "{% set x = 1 %}",
                "{% macro m() %}{% endmacro %}",
                "{% include \"conf/ci.yaml\" %}",
                "{% extends \"x\" %}",
                "{% import \"x\" %}",
                "{% raw %}{% endraw %}",
                "{{ cluster.name|safe }}",
                "{{ cluster.name|default }}",
            })
    void nothingIsCalledIncludedOrDefined(String template) {
        assertThat(render(template)).isEmpty();
        assertThat(problems.all()).hasSize(1);
    }

    /** What a variable holds is data, even when it looks like a template. */
    @Test
    void aValueIsNotRenderedAgain() {
        YamlMapping context = context("\"{{ cluster.name }}{% if 1 %}\"");

        assertThat(Template.render("a.yaml", "{{ cluster.data }}", context, problems)
                        .orElseThrow()
                        .text())
                .isEqualTo("{{ cluster.name }}{% if 1 %}");
    }
}
