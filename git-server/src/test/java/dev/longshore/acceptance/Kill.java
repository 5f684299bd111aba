package dev.longshore.acceptance;

import java.util.Optional;

/**
 * One death of the server during a push.
 *
 * @param push what is pushed
 * @param point where the push is kept when the server is killed; empty for a moment by the clock
 * @param fraction without a point: how much of the time of a push has gone
 * @param restart where the next start of the server is killed; empty for nowhere
 */
record Kill(Push push, Optional<String> point, double fraction, Optional<String> restart) {
    private static final String UNCOMMITTED = "in a transaction, ";
    private static final String ROW =
            "(being accepted, )?(?:in a transaction, )?(?:before|after|committed) (.*) #[0-9]+";

    /** What is pushed. */
    enum Push {
        NEW_PROJECT("new project, "),
        /** After pushes that failed. */
        FIRST_RELEASE("first release, "),
        NEXT_RELEASE("next release, "),
        /** A commit that changes nothing that runs. */
        UNCHANGED("unchanged, "),
        /** The release before the one that is live. */
        ROLLBACK("rollback, "),
        /** No commit, but new containers of one microservice. */
        RESTART("restart, "),
        /** No commit, but more of one microservice. */
        SCALE("scale, "),
        /** No commit, but one microservice less. */
        REMOVE("remove, ");

        private final String text;

        Push(String text) {
            this.text = text;
        }

        boolean needsRelease() {
            return this != NEW_PROJECT && this != FIRST_RELEASE;
        }
    }

    static Kill at(Push push, String point) {
        return new Kill(push, Optional.of(point), 0, Optional.empty());
    }

    static Kill at(Push push, double fraction) {
        return new Kill(push, Optional.empty(), fraction, Optional.empty());
    }

    Kill andAgain(String startPoint) {
        return new Kill(push, point, fraction, Optional.of(startPoint));
    }

    /** A push that is kept here keeps every other from being accepted, or from writing to the journal. */
    boolean keepsOthers() {
        return point.filter(name -> name.startsWith("being accepted, ") || name.startsWith(UNCOMMITTED))
                .isPresent();
    }

    /** What of the journal or the repository is being written, whether before, while or after it is. */
    String row() {
        if (restart.isPresent()) {
            return push.text + "and again at the start";
        }
        return push.text + point.map(name -> name.replaceAll(ROW, "$2")).orElse("at some time");
    }

    /** Whether what has been done until this point is durable, and nothing else. */
    static boolean isCommitted(String point) {
        return !point.startsWith(UNCOMMITTED);
    }

    @Override
    public String toString() {
        return push.text
                + point.orElseGet(() -> String.format("at %.0f %% of its time", fraction * 100))
                + restart.map(name -> ", and at the start: " + name).orElse("");
    }
}
