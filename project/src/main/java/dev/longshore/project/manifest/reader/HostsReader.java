package dev.longshore.project.manifest.reader;

import dev.longshore.project.yaml.YamlFields;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code hostAliases} of a pod: name → address. */
final class HostsReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9._]{0,251}[A-Za-z0-9])?");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*");

    private HostsReader() {}

    static Map<String, String> read(YamlFields spec) {
        Map<String, String> hosts = new LinkedHashMap<>();
        for (YamlFields alias : spec.mappings("hostAliases", "an entry of \"hostAliases\"")) {
            String address = alias.requiredText("ip");
            if (!address.isEmpty() && !isAddress(address)) {
                alias.error("ip", "\"ip\" must be an IP address; found \"" + address + "\"");
            }
            for (String name : alias.texts("hostnames")) {
                if (!NAME.matcher(name).matches()) {
                    alias.error("hostnames", "\"hostnames\" must be names of hosts; found \"" + name + "\"");
                }
                hosts.put(name, address);
            }
            alias.finish();
        }
        return hosts;
    }

    private static boolean isAddress(String text) {
        return IPV4.matcher(text).matches() || isIpv6(text);
    }

    private static boolean isIpv6(String text) {
        if (!LIKE_IPV6.matcher(text).matches()) {
            return false;
        }
        try {
            // Of what has a colon no name server is asked.
            return !InetAddress.getByName(text).getHostAddress().isEmpty();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
