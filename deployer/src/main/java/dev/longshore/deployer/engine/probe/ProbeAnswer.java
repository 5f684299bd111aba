package dev.longshore.deployer.engine.probe;

/**
 * What a probe found.
 *
 * @param detail what was asked and answered: {@code GET /healthz answers 404}
 */
public record ProbeAnswer(boolean passed, String detail) {}
