package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.engine.pod.StopHook;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels by which the cluster knows its own things in the engine. They say all that is needed to recognise them after
 * a restart.
 */
public final class Labels {
    public static final String ENVIRONMENT = "dev.longshore.environment";
    public static final String NAMESPACE = "dev.longshore.namespace";

    /** The kind of what owns a pod; a Deployment where it is missing. */
    public static final String KIND = "dev.longshore.kind";

    public static final String WORKLOAD = "dev.longshore.workload";
    public static final String REPLICA = "dev.longshore.replica";

    /** What the containers of one pod have in common and no other container has. */
    public static final String POD = "dev.longshore.pod";

    /** The container's name within its pod. */
    public static final String CONTAINER = "dev.longshore.container";

    public static final String ROLE = "dev.longshore.role";

    /** How many containers of the pod stay up when it is whole. */
    public static final String SIZE = "dev.longshore.containers";

    public static final String SERVICE = "dev.longshore.service";
    public static final String CLAIM = "dev.longshore.claim";

    /** The address pool whose containers a firewall keeps apart. */
    public static final String FIREWALL = "dev.longshore.firewall";

    /** The volume that a container was made to copy from or to. */
    public static final String COPY = "dev.longshore.copy";

    /** The fingerprint of all that the container was made from. */
    public static final String SPEC = "dev.longshore.spec";

    /** The seconds that a replica has to end once it is asked to. */
    public static final String GRACE = "dev.longshore.grace";

    /** What is done before the container is asked to end, as {@link StopHook} writes it. */
    public static final String BEFORE_STOP = "dev.longshore.before-stop";

    /** When a run of a CronJob was due. */
    public static final String DUE = "dev.longshore.due";

    private static final String ADDRESS = "dev.longshore.address.";

    private static final String NODE_PORT = "dev.longshore.node-port.";

    private Labels() {}

    /** The label with the machine's port at which a port of a Service is offered. */
    public static String nodePort(int servicePort) {
        return NODE_PORT + servicePort;
    }

    /** The machine's ports that a container with these labels offers, or will when it is started: the Service's port → port. */
    public static Map<Integer, Integer> nodePorts(Map<String, String> labels) {
        Map<Integer, Integer> ports = new TreeMap<>();
        labels.forEach((label, value) -> {
            if (label.startsWith(NODE_PORT)) {
                ports.put(Integer.valueOf(label.substring(NODE_PORT.length())), Integer.valueOf(value));
            }
        });
        return ports;
    }

    public static Map<String, String> of(EnvironmentName environment) {
        return Map.of(ENVIRONMENT, environment.value());
    }

    /** The label with a container's fixed address in a namespace's network; a stopped container has it nowhere else. */
    public static String address(Namespace namespace) {
        return ADDRESS + namespace.value();
    }
}
