package dev.longshore.project.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlMapping;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final YamlMapping CONTEXT = (YamlMapping) YamlJson.read("""
            {"cluster": {"name": "shop", "alias": "prod", "data": null, "size": 3, "big": true, "empty": "",
             "metadata": {"registry": null, "namespaces": {"user": "default"}, "nodes": ["a", "b"],
                          "volumes": {"my-volume": {"name": "x"}}}}}""", Position.ofFile("context"));

    private final Problems problems = new Problems();

    private String render(String template) {
        Optional<SourceText> rendered = Template.render("conf/ci.yaml", template, CONTEXT, problems);
        assertThat(problems.all().stream().map(Problem::toString)).isEmpty();
        return rendered.orElseThrow().text();
    }

    private String problem(String template) {
        Template.render("conf/ci.yaml", template, CONTEXT, problems);
        assertThat(problems.all()).hasSize(1);
        return problems.all().get(0).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {{ cluster.name }}-x                         | shop-x
                    {{cluster.metadata.namespaces.user}}         | default
                    {{ cluster.metadata.nodes.1 }}               | b
                    {{ cluster.data }}.                          | .
                    {{ cluster.size }} {{ cluster.big }}         | 3 True
                    {{ "{{token}}" }}                            | {{token}}
                    {{ "say \\"hi\\"" }}                         | say "hi"
                    {{ 42 }}                                     | 42
                    a{# {{ no }} #}b                             | ab
                    { {x} }                                      | { {x} }
                    {% if cluster.alias == "prod" %}p{% else %}o{% endif %} | p
                    {% if cluster.alias != "prod" %}p{% else %}o{% endif %} | o
                    {% if cluster.alias == "dev" %}d{% elif cluster.size == 3 %}3{% else %}o{% endif %} | 3
                    {% if cluster.data %}d{% endif %}.           | .
                    {% if cluster.nope %}d{% else %}e{% endif %} | e
                    {% if cluster.big %}{% if cluster.empty %}x{% else %}y{% endif %}{% endif %} | y
                    """)
    void rendersWhatProjectsUse(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void rendersFilters() {
        assertThat(render("{{ cluster.metadata.registry|json }}")).isEqualTo("null");
        assertThat(render("{{ cluster.metadata.volumes.my-volume | json }}")).isEqualTo("{\"name\":\"x\"}");
        assertThat(render("{{ cluster.empty|default:\"x\" }}")).isEqualTo("x");
        assertThat(render("{{ cluster.nope.at.all|default:cluster.name }}")).isEqualTo("shop");
        assertThat(render("{{ cluster.name|default:\"x\"|json }}")).isEqualTo("\"shop\"");
    }

    @Test
    void keepsEveryLinesOrigin() {
        String template = "a\n{# one\ntwo #}b\n{% if cluster.big %}\nc {{ cluster.name }}\n{% endif %}\nd\n";

        SourceText rendered =
                Template.render("a.yaml", template, CONTEXT, problems).orElseThrow();

        assertThat(rendered.text()).isEqualTo("a\nb\n\nc shop\n\nd\n");
        assertThat(rendered.at(2, 1).line()).isEqualTo(3);
        assertThat(rendered.at(4, 1)).isEqualTo(new Position("a.yaml", 5, 1));
        assertThat(rendered.at(4, 5)).isEqualTo(new Position("a.yaml", 5, 0));
        assertThat(rendered.at(6, 1)).isEqualTo(new Position("a.yaml", 7, 1));
        assertThat(rendered.at(7, 1)).isEqualTo(new Position("a.yaml", 7, 0));
    }

    @Test
    void warnsOfAPathThatLeadsNowhere() {
        assertThat(problem("x\n{{ cluster.nmae }}"))
                .isEqualTo("conf/ci.yaml:2: \"cluster.nmae\" has no value and renders as nothing");
        assertThat(problems.hasErrors()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {% for i in cluster %}{% endfor %} | unknown tag "for"; there are if, elif, else and endif
                    {% include "/etc/passwd" %} | unknown tag "include"; there are if, elif, else and endif
                    {{ cluster.name^upper }} | "^upper" isn't understood; a path, a text in double quotes, a number, the filters json and default, == and != are
                    {% if cluster.name %} | this "if" has no {% endif %}
                    {% endif %} | {% endif %} without {% if %}
                    {% if 1 %}{% else %}{% elif 1 %}{% endif %} | nothing but {% endif %} can follow {% else %}
                    {{ cluster.name | "{{" is never closed by "}}"
                    {{ }} | a value is missing
                    {{ cluster. }} | a name is missing behind "cluster."
                    {{ cluster cluster }} | "cluster" isn't expected in "cluster cluster"
                    """)
    void refusesWhatItDoesNotKnow(String template, String expected) {
        assertThat(problem("first line\n" + template)).isEqualTo("conf/ci.yaml:2: " + expected);
    }

    @Test
    void asksForTheJsonFilterWhereAMappingWouldBeGarbled() {
        assertThat(problem("{{ cluster.metadata }}"))
                .isEqualTo("conf/ci.yaml:1: a mapping can't be written out as it is; add |json");
    }

    @Test
    void refusesUnknownFilters() {
        assertThat(problem("{{ cluster.name|upper }}"))
                .isEqualTo("conf/ci.yaml:1: unknown filter \"upper\"; there are json and default");
    }

    @Test
    void limitsWhatATemplateMayTake() {
        assertThat(problem("{{cluster.name}}".repeat(60_000)))
                .isEqualTo("conf/ci.yaml:1: this template takes more than 100000 steps");
    }

    @Test
    void limitsWhatATemplateMayRender() {
        YamlMapping large =
                (YamlMapping) YamlJson.read("{\"x\":\"" + "y".repeat(1_000_000) + "\"}", Position.ofFile("context"));

        Template.render("a.yaml", "{{ x }}\n".repeat(5), large, problems);

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("a.yaml:5: this template renders more than 4 MB");
    }

    @Test
    void limitsNesting() {
        assertThat(problem("{% if 1 %}".repeat(100))).isEqualTo("conf/ci.yaml:1: more than 50 nested \"if\"");
    }
}
