package dev.longshore.deployer.engine;

/**
 * What a probe found.
 *
 * @param detail what was asked and answered: {@code GET /healthz answers 404}
 */
record ProbeAnswer(boolean passed, String detail) {}
