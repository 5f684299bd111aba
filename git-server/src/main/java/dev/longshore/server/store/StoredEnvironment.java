package dev.longshore.server.store;

import dev.longshore.project.name.EnvironmentName;

/**
 * An environment that this server has.
 *
 * @param allowsForcePush whether a commit that doesn't descend from what runs may be deployed
 */
public record StoredEnvironment(long id, EnvironmentName name, boolean allowsForcePush) {}
