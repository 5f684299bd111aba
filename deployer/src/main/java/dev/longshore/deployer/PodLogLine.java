package dev.longshore.deployer;

import java.time.Instant;

/** A line that a container printed. */
public record PodLogLine(String pod, Instant time, String text) {}
