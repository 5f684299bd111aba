package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.engine.files.FileTree;
import java.util.List;
import java.util.stream.IntStream;

/** The files that pods mount. */
final class PodFiles {
    private PodFiles() {}

    /** @param pods how many there are */
    static List<FileTree> of(PodPlan plan, int pods) {
        return IntStream.range(0, pods)
                .boxed()
                // No file tells a pod's address.
                .flatMap(index -> plan.volumes().files(plan.identity(index, "")).stream())
                .distinct()
                .toList();
    }
}
