package dev.longshore.acceptance;

import java.util.Optional;

/**
 * One death of the server during a push.
 *
 * @param first whether the push brings a project's first release; else there is one to return to
 * @param point where the push is kept when the server is killed; empty for a moment by the clock
 * @param fraction without a point: how much of the time of a push has gone
 * @param restart where the next start of the server is killed; empty for nowhere
 */
record Kill(boolean first, Optional<String> point, double fraction, Optional<String> restart) {
    static Kill at(boolean first, String point) {
        return new Kill(first, Optional.of(point), 0, Optional.empty());
    }

    static Kill at(boolean first, double fraction) {
        return new Kill(first, Optional.empty(), fraction, Optional.empty());
    }

    Kill andAgain(String startPoint) {
        return new Kill(first, point, fraction, Optional.of(startPoint));
    }

    /** A push that is kept here keeps every other push from writing to the journal. */
    boolean keepsOthers() {
        return point.filter(name -> name.startsWith("in a transaction, ")).isPresent();
    }

    @Override
    public String toString() {
        return (first ? "first release, " : "next release, ")
                + point.orElseGet(() -> String.format("at %.0f %% of its time", fraction * 100))
                + restart.map(name -> ", and at the start: " + name).orElse("");
    }
}
