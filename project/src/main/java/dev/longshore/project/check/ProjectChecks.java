package dev.longshore.project.check;

import dev.longshore.project.problem.Problems;
import dev.longshore.project.route.Route;
import java.util.List;

/** Checks across files: that what one object refers to is there. */
public final class ProjectChecks {
    private ProjectChecks() {}

    /** The routes that can be served, also those of Ingresses. Nothing is checked while objects are missing that couldn't be read. */
    public static List<Route> check(ProjectObjects objects, List<Route> routes, Problems problems) {
        if (!objects.isComplete()) {
            return routes;
        }
        new ServiceCheck(objects, problems).run();
        new ReferenceCheck(objects, problems).run();
        new PullSecretCheck(objects, problems).run();
        new PodNameCheck(objects, problems).run();
        return new IngressRoutes(objects, problems).addTo(new RouteCheck(objects, problems).served(routes));
    }
}
