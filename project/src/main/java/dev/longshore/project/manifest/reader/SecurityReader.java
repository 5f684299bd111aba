package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PodSecurity;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Reads {@code securityContext} of pods and containers: what takes rights away is honoured, what gives more is refused. */
final class SecurityReader {
    /** What every container has; see the documentation of Docker's {@code --cap-add}. */
    private static final List<String> GIVEN = List.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    private static final List<String> FURTHER = List.of(
            "AUDIT_CONTROL",
            "AUDIT_READ",
            "BLOCK_SUSPEND",
            "BPF",
            "CHECKPOINT_RESTORE",
            "DAC_READ_SEARCH",
            "IPC_LOCK",
            "IPC_OWNER",
            "LEASE",
            "LINUX_IMMUTABLE",
            "MAC_ADMIN",
            "MAC_OVERRIDE",
            "NET_ADMIN",
            "NET_BROADCAST",
            "PERFMON",
            "SYSLOG",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_MODULE",
            "SYS_NICE",
            "SYS_PACCT",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "WAKE_ALARM");

    private static final String BEYOND = "isn't allowed: it reaches beyond the project";

    private SecurityReader() {}

    static PodSecurity readPod(YamlFields spec) {
        return spec.mapping("securityContext", "a pod's securityContext")
                .map(SecurityReader::pod)
                .orElse(PodSecurity.NONE);
    }

    static Container.Security readContainer(YamlFields container, PodSecurity pod) {
        return container
                .mapping("securityContext", "a securityContext")
                .map(context -> container(context, pod))
                .orElse(Container.Security.NONE);
    }

    private static PodSecurity pod(YamlFields context) {
        PodSecurity security = new PodSecurity(
                id(context, "runAsUser"),
                id(context, "runAsGroup"),
                context.flag("runAsNonRoot", false),
                ids(context, "supplementalGroups"),
                id(context, "fsGroup"));
        common(context);
        context.accept("fsGroupChangePolicy");
        context.acceptOnly("supplementalGroupsPolicy", "Merge");
        context.warnOf("sysctls", PodReader.NO_EFFECT);
        context.finish();
        requireNonRoot(context, security.nonRoot(), security.user());
        return security;
    }

    private static Container.Security container(YamlFields context, PodSecurity pod) {
        context.refuse("privileged", BEYOND);
        Optional<YamlFields> capabilities = context.mapping("capabilities", "capabilities");
        Container.Security security = new Container.Security(
                id(context, "runAsUser"),
                id(context, "runAsGroup"),
                context.flag("runAsNonRoot"),
                context.flag("readOnlyRootFilesystem", false),
                !context.flag("allowPrivilegeEscalation", true),
                capabilities.map(SecurityReader::dropped).orElse(List.of()),
                capabilities.map(SecurityReader::added).orElse(List.of()));
        capabilities.ifPresent(YamlFields::finish);
        common(context);
        context.acceptOnly("procMount", "Default");
        context.finish();
        requireNonRoot(
                context,
                security.nonRoot().orElse(pod.nonRoot()),
                security.user().or(pod::user));
        return security;
    }

    private static void common(YamlFields context) {
        confinement(context, "seccompProfile");
        confinement(context, "appArmorProfile");
        context.warnOf("seLinuxOptions", PodReader.NO_EFFECT);
        context.warnOf("windowsOptions", PodReader.NO_EFFECT);
    }

    private static void confinement(YamlFields context, String key) {
        context.mapping(key, "\"" + key + "\"").ifPresent(profile -> {
            String type = profile.choice("type", "RuntimeDefault", "Localhost", "Unconfined")
                    .orElse("");
            if (type.equals("Unconfined")) {
                profile.error("type", "\"" + key + "\" can't be Unconfined: it reaches beyond the project");
            }
            profile.warnOf("localhostProfile", PodReader.NO_EFFECT + "; the engine's own profile is used");
            profile.finish();
        });
    }

    private static void requireNonRoot(YamlFields context, boolean nonRoot, Optional<Long> user) {
        if (nonRoot && user.equals(Optional.of(0L))) {
            context.error("runAsUser", "runAsUser 0 is root, which runAsNonRoot forbids");
        }
    }

    private static Optional<Long> id(YamlFields context, String key) {
        OptionalInt id = context.integer(key, 0, Integer.MAX_VALUE);
        return id.isPresent() ? Optional.of((long) id.getAsInt()) : Optional.empty();
    }

    private static List<Long> ids(YamlFields context, String key) {
        List<Long> ids = new ArrayList<>();
        for (YamlNode item : context.list(key)) {
            if (item instanceof YamlScalar scalar
                    && scalar.type() == YamlScalar.Type.INTEGER
                    && scalar.text().matches("[0-9]{1,10}")
                    && Long.parseLong(scalar.text()) <= Integer.MAX_VALUE) {
                ids.add(Long.parseLong(scalar.text()));
            } else {
                context.error(key, "\"" + key + "\" of " + context.owner() + " must be numbers of groups");
            }
        }
        return ids;
    }

    private static List<String> dropped(YamlFields capabilities) {
        List<String> dropped = capabilities.texts("drop");
        TreeSet<String> known = new TreeSet<>(GIVEN);
        known.addAll(FURTHER);
        known.add("ALL");
        dropped.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> capabilities.unknownName(
                        "drop",
                        "there is no capability \"" + name + "\" (they are written without CAP_)",
                        name,
                        known));
        return dropped;
    }

    private static List<String> added(YamlFields capabilities) {
        List<String> added = capabilities.texts("add");
        added.stream()
                .filter(name -> !GIVEN.contains(name))
                .forEach(name -> capabilities.error(
                        "add", "the capability " + name + " " + BEYOND + "; allowed are " + String.join(", ", GIVEN)));
        return added;
    }
}
