package dev.longshore.deployer.engine.failure;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a pod's programs listen on, as {@code /proc/net/tcp} and {@code tcp6} tell it (proc(5)).
 *
 * @param everywhere ports that accept connections from other pods
 * @param loopback ports that accept those of the pod itself only
 */
record ListeningSockets(SortedSet<Integer> everywhere, SortedSet<Integer> loopback) {
    private static final Pattern LISTENING =
            Pattern.compile("(?m)^\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:0000 0A ");

    /** 127.0.0.1 and ::1, in the machine's order of bytes. */
    private static final Pattern LOOPBACK = Pattern.compile("[0-9A-F]{6}7F|0{24}01000000");

    /** The engine's own name server, which is in every container. */
    private static final String ENGINE_DNS = "0B00007F";

    static ListeningSockets of(String procNet) {
        SortedSet<Integer> everywhere = new TreeSet<>();
        SortedSet<Integer> loopback = new TreeSet<>();
        Matcher socket = LISTENING.matcher(procNet);
        while (socket.find()) {
            if (!socket.group(1).equals(ENGINE_DNS)) {
                boolean isOwn = LOOPBACK.matcher(socket.group(1)).matches();
                (isOwn ? loopback : everywhere).add(Integer.parseInt(socket.group(2), 16));
            }
        }
        return new ListeningSockets(everywhere, loopback);
    }

    /** Why nobody can connect to a port, in a sentence without its full stop; empty when somebody can. */
    Optional<String> explain(OptionalInt port) {
        if (port.isPresent() && everywhere.contains(port.getAsInt())) {
            return Optional.empty();
        }
        if (port.isPresent() && loopback.contains(port.getAsInt())) {
            return Optional.of("It listens on 127.0.0.1:" + port.getAsInt() + " only; it has to listen on 0.0.0.0");
        }
        if (everywhere.isEmpty() && loopback.isEmpty()) {
            return Optional.of("It runs, but listens on no port");
        }
        SortedSet<Integer> all = new TreeSet<>(everywhere);
        all.addAll(loopback);
        return Optional.of("It listens on " + (all.size() == 1 ? "port " : "ports ")
                + all.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
}
