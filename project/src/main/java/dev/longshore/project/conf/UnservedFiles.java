package dev.longshore.project.conf;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says, once for each, which files of a project configure something that Longshore doesn't have. */
public final class UnservedFiles {
    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put("conf/auth.yaml", "there is no auth microservice yet");
        MEANINGS.put("conf/domains.yaml", "there are no custom domains yet");
        MEANINGS.put("conf/filestore.yaml", "there is no filestore microservice yet");
        MEANINGS.put("conf/http-directives.conf", "the gateway isn't nginx");
        MEANINGS.put("conf/notify.yaml", "there is no notify microservice yet");
        MEANINGS.put("conf/postgres.yaml", "there is no postgres microservice of the platform yet");
        MEANINGS.put("conf/session-store.yaml", "there is no session store yet");
    }

    private UnservedFiles() {}

    public static void warn(SourceTree tree, Problems problems) {
        MEANINGS.forEach((file, meaning) -> {
            if (tree.find(new SourcePath(file)).isPresent()) {
                problems.warning(Position.ofFile(file), "this file has no effect: " + meaning);
            }
        });
        if (!tree.list(new SourcePath("migrations")).isEmpty()) {
            problems.warning(
                    Position.ofFile("migrations"), "migrations aren't applied: there is no data microservice yet");
        }
    }
}
