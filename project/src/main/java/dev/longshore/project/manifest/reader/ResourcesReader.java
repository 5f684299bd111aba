package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.yaml.YamlFields;
import java.util.Optional;

/**
 * Reads {@code resources} of a container.
 *
 * @param limits what it can't have more of
 * @param requests what it is expected to need
 */
record ResourcesReader(Container.Resources limits, Container.Resources requests) {
    private static final ResourcesReader NONE = new ResourcesReader(Container.Resources.NONE, Container.Resources.NONE);

    static ResourcesReader read(YamlFields container) {
        return container
                .mapping("resources", "resources")
                .map(ResourcesReader::amounts)
                .orElse(NONE);
    }

    private static ResourcesReader amounts(YamlFields resources) {
        resources.refuse("claims", "isn't supported");
        Container.Resources limits = amounts(resources, "limits");
        Container.Resources requests = amounts(resources, "requests");
        resources.finish();
        requireRoom(resources, "memory", limits.memoryBytes(), requests.memoryBytes());
        requireRoom(resources, "cpu", limits.cpus(), requests.cpus());
        return new ResourcesReader(limits, requests);
    }

    private static Container.Resources amounts(YamlFields resources, String key) {
        Optional<YamlFields> fields = resources.mapping(key, key);
        if (fields.isEmpty()) {
            return Container.Resources.NONE;
        }
        Optional<Long> memory = Quantity.bytes(fields.get(), "memory");
        Optional<Double> cpus = Quantity.read(fields.get(), "cpu").map(Number::doubleValue);
        fields.get().warnOf("ephemeral-storage", PodReader.NO_EFFECT);
        fields.get().finish();
        return new Container.Resources(memory, cpus);
    }

    private static <T extends Comparable<T>> void requireRoom(
            YamlFields resources, String name, Optional<T> limit, Optional<T> request) {
        if (limit.isPresent() && request.isPresent() && request.get().compareTo(limit.get()) > 0) {
            resources.error("requests", "the request of " + name + " is more than its limit");
        }
    }
}
