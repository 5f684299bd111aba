package dev.longshore.deployer.engine;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.Map;

/**
 * The labels by which the cluster knows its own things in the engine. They say all that is needed to recognise them after
 * a restart.
 */
final class Labels {
    static final String ENVIRONMENT = "dev.longshore.environment";
    static final String NAMESPACE = "dev.longshore.namespace";
    static final String WORKLOAD = "dev.longshore.workload";
    static final String REPLICA = "dev.longshore.replica";
    static final String SERVICE = "dev.longshore.service";
    static final String CLAIM = "dev.longshore.claim";

    /** The volume that a container was made to copy from or to. */
    static final String COPY = "dev.longshore.copy";

    /** The fingerprint of all that the container was made from. */
    static final String SPEC = "dev.longshore.spec";

    /** The seconds that a replica has to end once it is asked to. */
    static final String GRACE = "dev.longshore.grace";

    private static final String ADDRESS = "dev.longshore.address.";

    private Labels() {}

    static Map<String, String> of(EnvironmentName environment) {
        return Map.of(ENVIRONMENT, environment.value());
    }

    /** The label with a container's fixed address in a namespace's network; a stopped container has it nowhere else. */
    static String address(Namespace namespace) {
        return ADDRESS + namespace.value();
    }
}
