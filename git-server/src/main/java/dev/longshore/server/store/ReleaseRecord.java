package dev.longshore.server.store;

import java.time.Instant;

/**
 * A release that is or was live.
 *
 * @param commit in hexadecimal
 * @param createdAt when its rollout began
 */
public record ReleaseRecord(long number, String commit, boolean live, Instant createdAt) {}
