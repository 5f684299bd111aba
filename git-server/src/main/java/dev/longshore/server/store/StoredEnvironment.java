package dev.longshore.server.store;

import dev.longshore.project.name.EnvironmentName;

/** An environment that this server has. */
public record StoredEnvironment(long id, EnvironmentName name) {}
