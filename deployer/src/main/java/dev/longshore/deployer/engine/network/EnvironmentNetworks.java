package dev.longshore.deployer.engine.network;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.Networks;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The networks of environments: one for each namespace, each a free piece of the address pool. Nothing is given one before
 * the firewall stands.
 */
public final class EnvironmentNetworks {
    /** No environment's, as those have two words behind the first. */
    private static final String BUILDS = "longshore-builds";

    private final Networks networks;
    private final AddressPool pool;
    private final Firewall firewall;

    public EnvironmentNetworks(Networks networks, AddressPool pool, Firewall firewall) {
        this.networks = networks;
        this.pool = pool;
        this.firewall = firewall;
    }

    public static String name(EnvironmentName environment, Namespace namespace) {
        return "longshore-" + environment.value() + "-" + namespace.value();
    }

    /** The environment's networks, made where they are missing. One caller at a time, so that no piece is given twice. */
    public synchronized Map<Namespace, Subnet> ensure(EnvironmentName environment) throws InterruptedException {
        firewall.ensure();
        Map<Namespace, Subnet> subnets = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            String name = name(environment, namespace);
            subnets.put(
                    namespace,
                    networks.find(name)
                            .map(EnvironmentNetworks::subnet)
                            .orElseGet(() -> create(name, labels(environment, namespace))));
        }
        return subnets;
    }

    /** The network that images are built in, made where it is missing; returns its name. */
    public synchronized String ensureForBuilds() throws InterruptedException {
        firewall.ensure();
        if (networks.find(BUILDS).isEmpty()) {
            try {
                create(BUILDS, Map.of());
            } catch (RolloutException e) {
                // Servers that share the engine share the network: another one may have made it meanwhile.
                if (networks.find(BUILDS).isEmpty()) {
                    throw e;
                }
            }
        }
        return BUILDS;
    }

    public void remove(EnvironmentName environment) {
        for (Namespace namespace : Namespace.values()) {
            String name = name(environment, namespace);
            if (networks.find(name).isPresent()) {
                networks.remove(name);
            }
        }
    }

    /** The engine refuses a piece that overlaps with something that it doesn't list, so others are tried then. */
    private Subnet create(String name, Map<String, String> labels) {
        List<Subnet> taken = new ArrayList<>();
        for (Networks.Network network : networks.list(Map.of())) {
            network.subnets().stream()
                    .map(Subnet::parse)
                    .flatMap(Optional::stream)
                    .forEach(taken::add);
        }
        Optional<EngineException> refusal = Optional.empty();
        for (int attempt = 0; attempt < 3; attempt++) {
            Subnet subnet = pool.free(taken)
                    .orElseThrow(() -> new RolloutException("the address pool " + pool + " has no free network left"));
            try {
                networks.create(name, subnet.toString(), labels);
                return subnet;
            } catch (EngineUnavailableException e) {
                throw e;
            } catch (EngineException e) {
                refusal = Optional.of(e);
                taken.add(subnet);
            }
        }
        throw new RolloutException(
                "network " + name + " can't be made: "
                        + refusal.map(EngineException::getMessage).orElse(""),
                refusal.orElseThrow());
    }

    private static Map<String, String> labels(EnvironmentName environment, Namespace namespace) {
        return Map.of(Labels.ENVIRONMENT, environment.value(), Labels.NAMESPACE, namespace.value());
    }

    private static Subnet subnet(Networks.Network network) {
        return network.subnets().stream()
                .map(Subnet::parse)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new RolloutException("network " + network.name() + " has no IPv4 range"));
    }
}
