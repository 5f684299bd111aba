package dev.longshore.deployer.engine.plan;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What makes a pod differ from others of the same owner.
 *
 * @param address in its namespace's network
 */
public record PodIdentity(String name, Namespace namespace, int index, String address) {
    /** Stands for every pod where it must make no difference which one is meant. */
    static PodIdentity any(Namespace namespace) {
        return new PodIdentity("(pod)", namespace, 0, "(address)");
    }

    /** The same for the same pod of the same environment. */
    String uid(EnvironmentName environment) {
        String text = environment.value() + "/" + namespace.value() + "/" + name;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
