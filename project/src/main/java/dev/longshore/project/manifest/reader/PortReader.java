package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import java.util.Locale;
import java.util.Optional;

/** Reads what the ports of containers, Services and probes have in common. */
final class PortReader {
    private PortReader() {}

    static void requireTcp(YamlFields port) {
        String protocol = port.text("protocol").orElse("TCP");
        if (!protocol.toUpperCase(Locale.ROOT).equals("TCP")) {
            port.error("protocol", "only TCP ports are supported; found " + protocol);
        }
    }

    /** The API's IntOrString. */
    static Optional<PortReference> reference(YamlFields fields, String key) {
        Optional<YamlNode> value = fields.node(key);
        if (value.isPresent()
                && value.get() instanceof YamlScalar scalar
                && scalar.type() == YamlScalar.Type.STRING
                && !scalar.text().matches("[0-9]*")) {
            return Optional.of(new PortReference(scalar.text()));
        }
        if (value.isPresent()
                && value.get() instanceof YamlScalar scalar
                && scalar.text().matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(scalar.text());
            if (number >= 1 && number <= 65535) {
                return Optional.of(PortReference.of(number));
            }
        }
        if (value.isPresent()) {
            fields.error(key, "\"" + key + "\" of " + fields.owner() + " must be a port from 1 to 65535 or its name");
        }
        return Optional.empty();
    }
}
