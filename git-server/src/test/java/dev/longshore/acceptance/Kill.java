package dev.longshore.acceptance;

import java.util.Optional;

/**
 * One death of the server during a push.
 *
 * @param before what there is of the project before the push
 * @param point where the push is kept when the server is killed; empty for a moment by the clock
 * @param fraction without a point: how much of the time of a push has gone
 * @param restart where the next start of the server is killed; empty for nowhere
 */
record Kill(Before before, Optional<String> point, double fraction, Optional<String> restart) {
    private static final String UNCOMMITTED = "in a transaction, ";

    enum Before {
        NOTHING("new project, "),
        /** Pushes that failed. */
        NO_RELEASE("first release, "),
        A_RELEASE("next release, ");

        private final String text;

        Before(String text) {
            this.text = text;
        }
    }

    static Kill at(Before before, String point) {
        return new Kill(before, Optional.of(point), 0, Optional.empty());
    }

    static Kill at(Before before, double fraction) {
        return new Kill(before, Optional.empty(), fraction, Optional.empty());
    }

    Kill andAgain(String startPoint) {
        return new Kill(before, point, fraction, Optional.of(startPoint));
    }

    /** A push that is kept here keeps every other from being accepted, or from writing to the journal. */
    boolean keepsOthers() {
        return point.filter(name -> name.startsWith("being accepted, ") || name.startsWith(UNCOMMITTED))
                .isPresent();
    }

    boolean startsAgainUncommitted() {
        return restart.filter(name -> name.startsWith(UNCOMMITTED)).isPresent();
    }

    @Override
    public String toString() {
        return before.text
                + point.orElseGet(() -> String.format("at %.0f %% of its time", fraction * 100))
                + restart.map(name -> ", and at the start: " + name).orElse("");
    }
}
