package dev.longshore.deployer.engine.status;

import dev.longshore.deployer.LogQuery;
import dev.longshore.deployer.PodLogLine;
import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.engine.Containers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** Passes on what the replicas of a workload print. */
public final class LogReader {
    private static final int BUFFERED_LINES = 1000;

    private final Containers containers;

    public LogReader(Containers containers) {
        this.containers = containers;
    }

    /** Lines as they come when followed; else those of all replicas in the order of their times. */
    public void read(List<Replica> replicas, LogQuery query, Consumer<PodLogLine> lines) throws InterruptedException {
        Containers.LogRequest request = new Containers.LogRequest(query.follow(), query.tail());
        if (query.follow()) {
            follow(replicas, query, request, lines);
        } else {
            merge(replicas, query, request, lines);
        }
    }

    private void follow(
            List<Replica> replicas, LogQuery query, Containers.LogRequest request, Consumer<PodLogLine> lines)
            throws InterruptedException {
        Object oneAtATime = new Object();
        try (TaskGroup readers = new TaskGroup()) {
            for (Replica replica : replicas) {
                readers.submit(() -> containers.logs(id(replica, query), request, line -> {
                    synchronized (oneAtATime) {
                        lines.accept(new PodLogLine(replica.pod(), line.time(), line.text()));
                    }
                }));
            }
            readers.await();
        }
    }

    private void merge(
            List<Replica> replicas, LogQuery query, Containers.LogRequest request, Consumer<PodLogLine> lines)
            throws InterruptedException {
        List<Source> sources = new ArrayList<>();
        try (TaskGroup readers = new TaskGroup()) {
            for (Replica replica : replicas) {
                Source source = new Source();
                sources.add(source);
                readers.submit(() -> source.fill(replica, id(replica, query), request));
            }
            for (Source source : sources) {
                source.advance();
            }
            for (Optional<Source> earliest = earliest(sources); earliest.isPresent(); earliest = earliest(sources)) {
                earliest.get().head.ifPresent(lines);
                earliest.get().advance();
            }
            readers.await();
        }
    }

    private static String id(Replica replica, LogQuery query) {
        return Pods.logged(replica, query.pods().container()).id();
    }

    private static Optional<Source> earliest(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.head.isPresent())
                .min(Comparator.comparing(source -> source.head.orElseThrow().time()));
    }

    /** The lines of one replica, read ahead a little. An empty entry is the end. */
    private final class Source {
        private final BlockingQueue<Optional<PodLogLine>> queue = new ArrayBlockingQueue<>(BUFFERED_LINES);
        private Optional<PodLogLine> head = Optional.empty();

        void fill(Replica replica, String id, Containers.LogRequest request) throws InterruptedException {
            try {
                containers.logs(
                        id, request, line -> put(Optional.of(new PodLogLine(replica.pod(), line.time(), line.text()))));
            } finally {
                queue.put(Optional.empty());
            }
        }

        void advance() throws InterruptedException {
            head = queue.take();
        }

        private void put(Optional<PodLogLine> line) {
            try {
                queue.put(line);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
