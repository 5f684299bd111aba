package dev.longshore.deployer.engine.cluster;

import dev.longshore.deployer.engine.network.AddressBook;
import dev.longshore.deployer.engine.network.Subnet;
import dev.longshore.project.name.Namespace;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The address books of an environment's networks. */
public final class AddressPlan {
    private final Map<Namespace, AddressBook> books = new EnumMap<>(Namespace.class);

    public AddressPlan(Map<Namespace, Subnet> subnets, Inventory inventory) {
        subnets.forEach(
                (namespace, subnet) -> books.put(namespace, new AddressBook(subnet, inventory.addresses(namespace))));
    }

    /** A new address in each of these networks. */
    public Map<Namespace, String> forReplica(Collection<Namespace> namespaces) {
        Map<Namespace, String> addresses = new EnumMap<>(Namespace.class);
        namespaces.forEach(namespace -> addresses.put(namespace, book(namespace).forReplica()));
        return addresses;
    }

    /** A new address in every network. */
    public Map<Namespace, String> forService() {
        Map<Namespace, String> addresses = new EnumMap<>(Namespace.class);
        books.forEach((namespace, book) -> addresses.put(namespace, book.forService()));
        return addresses;
    }

    private AddressBook book(Namespace namespace) {
        AddressBook book = books.get(namespace);
        if (book == null) {
            throw new IllegalStateException("namespace " + namespace + " has no network");
        }
        return book;
    }
}
