package dev.longshore.project.yaml;

import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The core schema, in which {@code <<} is a key like any other until {@link YamlTreeBuilder} sees it. The library merges
 * without a limit, and without an end when a mapping is merged into itself.
 */
final class CoreSchemaWithoutMerge extends CoreSchema {
    @Override
    public ScalarResolver getScalarResolver() {
        return new CoreScalarResolver(false);
    }
}
