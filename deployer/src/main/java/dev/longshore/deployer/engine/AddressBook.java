package dev.longshore.deployer.engine;

import java.util.HashSet;
import java.util.Set;

/**
 * Hands out the addresses of one network. Replicas get the lowest free ones, Services the highest, so that what comes and
 * goes stays apart from what remains. Safe for use by several threads.
 */
final class AddressBook {
    /** The first addresses are left to the bridge and to containers that ask for none. */
    private static final int FIRST = 16;

    private final Subnet subnet;
    private final Set<String> taken;

    AddressBook(Subnet subnet, Set<String> taken) {
        this.subnet = subnet;
        this.taken = new HashSet<>(taken);
    }

    synchronized String forReplica() {
        for (long offset = FIRST; offset < subnet.size() - 1; offset++) {
            if (taken.add(subnet.address(offset))) {
                return subnet.address(offset);
            }
        }
        throw full();
    }

    synchronized String forService() {
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
