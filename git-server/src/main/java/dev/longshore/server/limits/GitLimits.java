package dev.longshore.server.limits;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** What a push or a fetch may take. The defaults are those of {@code docs/configuration.md}. */
public record GitLimits(Pack pack, Refs refs, Tree tree, Traffic traffic, Times times, Disk disk) {
    public static final GitLimits DEFAULT =
            new GitLimits(Pack.DEFAULT, Refs.DEFAULT, Tree.DEFAULT, Traffic.DEFAULT, Times.DEFAULT, Disk.DEFAULT);

    public GitLimits withPack(UnaryOperator<Pack> change) {
        return new GitLimits(change.apply(pack), refs, tree, traffic, times, disk);
    }

    public GitLimits withRefs(Refs others) {
        return new GitLimits(pack, others, tree, traffic, times, disk);
    }

    public GitLimits withTree(UnaryOperator<Tree> change) {
        return new GitLimits(pack, refs, change.apply(tree), traffic, times, disk);
    }

    public GitLimits withTraffic(UnaryOperator<Traffic> change) {
        return new GitLimits(pack, refs, tree, change.apply(traffic), times, disk);
    }

    public GitLimits withTimes(Times others) {
        return new GitLimits(pack, refs, tree, traffic, others, disk);
    }

    public GitLimits withDisk(Disk other) {
        return new GitLimits(pack, refs, tree, traffic, times, other);
    }

    /**
     * The objects of one push.
     *
     * @param bytes of the pack, as it is sent
     * @param objectBytes of one object
     * @param objects in one pack; a push can't bring more commits than this either
     * @param expandedBytes of all objects together, unpacked
     * @param deltaBytes of objects that are held in memory at the same time while deltas are resolved
     */
    public record Pack(long bytes, long objectBytes, int objects, long expandedBytes, long deltaBytes) {
        public static final Pack DEFAULT = new Pack(
                1L << 30, 100L << 20, 1_000_000, 32L << 30, Runtime.getRuntime().maxMemory() / 8);

        public Pack {
            Check.requirePositive("the size of a push", bytes);
            Check.requirePositive("the size of a file", objectBytes);
            Check.requirePositive("the number of objects", objects);
        }

        public Pack withBytes(long limit) {
            return new Pack(limit, objectBytes, objects, expandedBytes, deltaBytes);
        }

        public Pack withObjectBytes(long limit) {
            return new Pack(bytes, limit, objects, expandedBytes, deltaBytes);
        }

        public Pack withObjects(int limit) {
            return new Pack(bytes, objectBytes, limit, expandedBytes, deltaBytes);
        }

        public Pack withExpandedBytes(long limit) {
            return new Pack(bytes, objectBytes, objects, limit, deltaBytes);
        }

        public Pack withDeltaBytes(long limit) {
            return new Pack(bytes, objectBytes, objects, expandedBytes, limit);
        }
    }

    /**
     * Branches and tags.
     *
     * @param commandBytes of the list of refs that a push sends
     */
    public record Refs(int perPush, int perRepository, long commandBytes) {
        public static final Refs DEFAULT = new Refs(1_000, 10_000, 1L << 20);
    }

    /**
     * The tree of a commit that deploys.
     *
     * @param depth of directories in each other
     * @param entries files and directories, each as often as it would be checked out
     * @param bytes of all files, each as often as it would be checked out
     * @param nameBytes of the name of one file
     */
    public record Tree(int depth, long entries, long bytes, int nameBytes) {
        public static final Tree DEFAULT = new Tree(64, 200_000, 4L << 30, 255);

        public Tree {
            Check.requirePositive("the size of a commit's files", bytes);
            Check.requirePositive("the number of files", entries);
        }

        public Tree withDepth(int limit) {
            return new Tree(limit, entries, bytes, nameBytes);
        }

        public Tree withEntries(long limit) {
            return new Tree(depth, limit, bytes, nameBytes);
        }

        public Tree withBytes(long limit) {
            return new Tree(depth, entries, limit, nameBytes);
        }
    }

    /**
     * How often, and how many at once.
     *
     * @param pushesPerHour of one user to one environment, in the long run; as many may come at once
     * @param pushesOfUser connections of pushes of one user at the same time
     * @param pushes connections of pushes in all at the same time
     * @param packsAtOnce packs that are unpacked at the same time, half of them of one user at most; others wait
     * @param fetchesOfUser fetches of one user at the same time
     * @param fetches fetches in all at the same time
     */
    public record Traffic(
            int pushesPerHour, int pushesOfUser, int pushes, int packsAtOnce, int fetchesOfUser, int fetches) {
        public static final Traffic DEFAULT = new Traffic(75, 20, 100, 4, 10, 50);

        public Traffic {
            Check.requirePositive("the number of pushes in an hour", pushesPerHour);
            Check.requirePositive("the number of packs at once", packsAtOnce);
        }

        public Traffic withPushesPerHour(int limit) {
            return new Traffic(limit, pushesOfUser, pushes, packsAtOnce, fetchesOfUser, fetches);
        }

        public Traffic withPushesOfUser(int limit) {
            return new Traffic(pushesPerHour, limit, pushes, packsAtOnce, fetchesOfUser, fetches);
        }

        public Traffic withFetchesOfUser(int limit) {
            return new Traffic(pushesPerHour, pushesOfUser, pushes, packsAtOnce, limit, fetches);
        }
    }

    /**
     * How long a client may take.
     *
     * @param idle without a byte that it sends or takes; five times as long until a pack begins, which it may be making
     * @param receive to send all of a push
     * @param fetch for all of a fetch
     */
    public record Times(Duration idle, Duration receive, Duration fetch) {
        public static final Times DEFAULT =
                new Times(Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofMinutes(30));

        public Times {
            Check.requirePositive("the time for a push", receive.toMillis());
        }
    }

    /**
     * What must be free on the disk before a push is accepted: the larger of the two.
     *
     * @param percent of the disk's size
     */
    public record Disk(long bytes, int percent) {
        public static final Disk DEFAULT = new Disk(1L << 30, 5);
    }

    /** Of its own, so that the parts above can be made before {@link #DEFAULT} is, which is made of them. */
    private static final class Check {
        private static void requirePositive(String what, long value) {
            if (value <= 0) {
                throw new IllegalArgumentException(what + " must be larger than 0");
            }
        }
    }
}
