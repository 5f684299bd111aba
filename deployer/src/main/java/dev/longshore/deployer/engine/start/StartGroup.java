package dev.longshore.deployer.engine.start;

import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.project.manifest.ObjectKey;
import java.util.HashMap;
import java.util.Map;

/**
 * The workloads that start together. One that ends at once may be waiting for another (an application for its database),
 * so it is given up only when no other can still come to its help. Safe for use by several threads.
 */
public final class StartGroup {
    private enum State {
        STARTING,
        CRASHING,
        READY
    }

    private final Map<ObjectKey, State> states = new HashMap<>();
    private final Map<String, Integer> restartsWhenReady = new HashMap<>();
    private int ready;

    public synchronized void starting(ObjectKey workload) {
        states.put(workload, State.STARTING);
    }

    public synchronized void ready(ObjectKey workload) {
        states.put(workload, State.READY);
        ready++;
    }

    synchronized void ready(Replica replica) {
        restartsWhenReady.put(replica.id(), replica.restarts());
    }

    /** Whether any of the replica's containers was restarted since it was ready. */
    public synchronized boolean hasRestarted(Replica replica) {
        return replica.restarts() > restartsWhenReady.getOrDefault(replica.id(), Integer.MAX_VALUE);
    }

    /** How many have become ready so far. */
    synchronized int readyCount() {
        return ready;
    }

    /** Notes that a workload doesn't stay up; returns whether another one is still on its way. */
    synchronized boolean mayStillBeHelped(ObjectKey workload) {
        states.put(workload, State.CRASHING);
        return states.containsValue(State.STARTING);
    }
}
