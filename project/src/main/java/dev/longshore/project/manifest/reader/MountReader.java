package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code volumeMounts} of a container. */
final class MountReader {
    private MountReader() {}

    static List<Container.Mount> read(YamlFields container, PodContext pod) {
        List<Container.Mount> mounts = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (YamlFields fields : container.mappings("volumeMounts", "a volume mount")) {
            Container.Mount mount = mount(fields, pod.volumes());
            if (!mount.path().isEmpty() && !paths.add(mount.path())) {
                fields.error("mountPath", "two volumes are mounted at " + mount.path());
            }
            mounts.add(mount);
        }
        return mounts;
    }

    private static Container.Mount mount(YamlFields mount, List<String> volumes) {
        String volume = mount.requiredText("name");
        if (!volume.isEmpty() && !volumes.contains(volume)) {
            mount.unknownName("name", "this pod has no volume \"" + volume + "\"", volume, volumes);
        }
        String path = mount.requiredText("mountPath");
        if (!path.isEmpty() && (!path.startsWith("/") || leavesItsDirectory(path))) {
            mount.error("mountPath", "\"mountPath\" must be an absolute path without \"..\"; found \"" + path + "\"");
        }
        String subPath = mount.text("subPath").orElse("");
        if (subPath.startsWith("/") || leavesItsDirectory(subPath)) {
            mount.error("subPath", "\"subPath\" must be a relative path without \"..\"; found \"" + subPath + "\"");
        }
        mount.warnUnless("None", "mountPropagation", PodReader.NO_EFFECT);
        mount.warnUnless("Disabled", "recursiveReadOnly", PodReader.NO_EFFECT);
        mount.refuse("subPathExpr", "isn't supported; use subPath");
        boolean readOnly = mount.flag("readOnly", false);
        mount.finish();
        return new Container.Mount(volume, path, readOnly, subPath);
    }

    static boolean leavesItsDirectory(String path) {
        return List.of(path.split("/", -1)).contains("..") || path.indexOf('\0') >= 0;
    }
}
