package dev.longshore.server.push.request;

import dev.longshore.project.name.Namespace;
import dev.longshore.server.store.PushKind;

/** Something to change about one microservice of the live release, without a commit. */
public sealed interface MicroserviceChange {
    Namespace namespace();

    /** The name that people know. */
    String microservice();

    PushKind kind();

    /** The same in words, such as {@code scale api to 3 replicas}. */
    String description();

    /** New containers in place of those that run. */
    record Restart(Namespace namespace, String microservice) implements MicroserviceChange {
        @Override
        public PushKind kind() {
            return PushKind.RESTART;
        }

        @Override
        public String description() {
            return "restart " + microservice;
        }
    }

    /** As many replicas as asked for. */
    record Scale(Namespace namespace, String microservice, int replicas) implements MicroserviceChange {
        public static final int MAX_REPLICAS = 100;

        @Override
        public PushKind kind() {
            return PushKind.SCALE;
        }

        @Override
        public String description() {
            return "scale " + microservice + " to " + count(replicas);
        }

        /** {@code 1 replica}, {@code 3 replicas}. */
        public static String count(int replicas) {
            return replicas + (replicas == 1 ? " replica" : " replicas");
        }
    }

    /** What it runs goes, with the routes that lead to it; the data of its claims stays. */
    record Remove(Namespace namespace, String microservice) implements MicroserviceChange {
        @Override
        public PushKind kind() {
            return PushKind.REMOVE;
        }

        @Override
        public String description() {
            return "remove " + microservice;
        }
    }
}
