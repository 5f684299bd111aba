package dev.longshore.server.api;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.StoredEnvironment;

/** Finds the environment that a path names. */
final class EnvironmentLookup {
    /** The beginning of the path of everything that belongs to an environment; its groups are project and alias. */
    static final String PATH = "/projects/([^/]+)/environments/([^/]+)";

    private final Environments environments;

    EnvironmentLookup(Environments environments) {
        this.environments = environments;
    }

    StoredEnvironment find(String project, String alias) throws ApiException {
        return EnvironmentName.of(project, alias)
                .flatMap(environments::find)
                .orElseThrow(() -> ApiException.notFound("there is no such project or environment"));
    }
}
