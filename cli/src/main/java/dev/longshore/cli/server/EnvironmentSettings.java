package dev.longshore.cli.server;

/**
 * How an environment takes pushes.
 *
 * @param forcePush {@code allow} or {@code refuse}
 */
public record EnvironmentSettings(String forcePush, String deployBranch) {}
