package dev.longshore.deployer.engine.network;

import dev.longshore.deployer.RolloutException;
import java.util.HashSet;
import java.util.Set;

/**
 * Hands out the addresses of one network. Replicas get the lowest free ones, Services the highest, so that what comes and
 * goes stays apart from what remains. Safe for use by several threads.
 */
public final class AddressBook {
    /** The first addresses are left to the bridge and to containers that ask for none. */
    private static final int FIRST = 16;

    private final Subnet subnet;
    private final Set<String> taken;

    public AddressBook(Subnet subnet, Set<String> taken) {
        this.subnet = subnet;
        this.taken = new HashSet<>(taken);
    }

    public synchronized String forReplica() {
        for (long offset = FIRST; offset < subnet.size() - 1; offset++) {
            if (taken.add(subnet.address(offset))) {
                return subnet.address(offset);
            }
        }
        throw full();
    }

    public synchronized String forService() {
        for (long offset = subnet.size() - 2; offset >= FIRST; offset--) {
            if (taken.add(subnet.address(offset))) {
                return subnet.address(offset);
            }
        }
        throw full();
    }

    private RolloutException full() {
        return new RolloutException("network " + subnet + " has no free address: it holds " + taken.size()
                + " containers and services of this environment");
    }
}
