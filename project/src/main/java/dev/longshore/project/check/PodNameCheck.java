package dev.longshore.project.check;

import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.problem.Problems;
import java.util.HashMap;
import java.util.Map;

/** Whether all that runs pods has a name of its own: pods, and people, know it by its name without its kind. */
final class PodNameCheck {
    private final ProjectObjects objects;
    private final Problems problems;

    PodNameCheck(ProjectObjects objects, Problems problems) {
        this.objects = objects;
        this.problems = problems;
    }

    void run() {
        Map<String, PodOwner> named = new HashMap<>();
        for (PodOwner owner : objects.all(PodOwner.class)) {
            ObjectKey key = owner.key();
            PodOwner earlier = named.putIfAbsent(key.namespace() + "/" + key.name(), owner);
            if (earlier != null) {
                problems.error(
                        owner.position(),
                        key + " has the name of " + earlier.key() + " at " + earlier.position()
                                + ", so their pods couldn't be told apart; rename one");
            }
        }
    }
}
