package dev.longshore.project.conf;

import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlReader;
import java.util.List;
import java.util.Optional;

/**
 * {@code hasura.yaml}, which marks a project. Most of what it may hold describes the project to a catalogue and is not
 * read, so its fields aren't checked.
 *
 * @param name for display
 */
public record HasuraYaml(Optional<String> name) {
    public static HasuraYaml read(SourceText source, Problems problems) {
        List<YamlNode> documents = YamlReader.read(source, problems);
        if (documents.isEmpty()) {
            return new HasuraYaml(Optional.empty());
        }
        YamlFields fields = YamlFields.of(documents.get(0), "hasura.yaml", problems);
        Optional<String> version = fields.text("version").filter(text -> !text.equals("v1"));
        version.ifPresent(text -> fields.error(
                "version", "\"version\" of hasura.yaml must be v1, or be left out; found \"" + text + "\""));
        return new HasuraYaml(fields.text("name"));
    }
}
