package dev.longshore.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's bridge networks. Removing one that is gone already is no error. */
public interface Networks {
    Optional<Network> find(String name);

    /**
     * Creates a network with a fixed subnet in CIDR form, such as {@code 10.213.4.0/24}. On the machine its bridge is called
     * {@code lsh-…}, by which firewalls can tell it from others.
     */
    Network create(String name, String subnet, Map<String, String> labels);

    List<Network> list(Map<String, String> labels);

    void remove(String name);

    /** @param subnets in CIDR form */
    record Network(String id, String name, List<String> subnets, Map<String, String> labels) {}
}
