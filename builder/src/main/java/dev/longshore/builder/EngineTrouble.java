package dev.longshore.builder;

import dev.longshore.builder.BuildOutcome.Failed;
import dev.longshore.engine.EngineException;

/** What an engine's failure means for a build. */
final class EngineTrouble {
    private EngineTrouble() {}

    static BuildOutcome outcome(String subject, EngineException failure) throws InterruptedException {
        throwInterrupt(failure);
        return new Failed(subject + ": " + failure.getMessage());
    }

    /** @throws InterruptedException when the engine didn't fail, but wasn't waited for */
    static void throwInterrupt(EngineException failure) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException interrupted = new InterruptedException(failure.getMessage());
            interrupted.initCause(failure);
            throw interrupted;
        }
    }
}
