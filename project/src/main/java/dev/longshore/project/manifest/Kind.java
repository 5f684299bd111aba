package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlPath;
import java.util.Optional;

/** The kinds of Kubernetes objects that a project may hold. */
public enum Kind {
    CONFIG_MAP("ConfigMap", "v1"),
    SECRET("Secret", "v1"),
    PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim", "v1"),
    SERVICE("Service", "v1"),
    DEPLOYMENT("Deployment", "apps/v1"),
    STATEFUL_SET("StatefulSet", "apps/v1"),
    DAEMON_SET("DaemonSet", "apps/v1"),
    JOB("Job", "batch/v1"),
    CRON_JOB("CronJob", "batch/v1"),
    INGRESS("Ingress", "networking.k8s.io/v1");

    private final String value;
    private final String apiVersion;

    Kind(String value, String apiVersion) {
        this.value = value;
        this.apiVersion = apiVersion;
    }

    /** The name that manifests write. */
    public String value() {
        return value;
    }

    public String apiVersion() {
        return apiVersion;
    }

    /** Where objects of this kind have their pod template; empty for those without pods. */
    public Optional<YamlPath> podTemplate() {
        return switch (this) {
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, JOB -> Optional.of(YamlPath.of("spec", "template"));
            case CRON_JOB -> Optional.of(YamlPath.of("spec", "jobTemplate", "spec", "template"));
            case CONFIG_MAP, SECRET, PERSISTENT_VOLUME_CLAIM, SERVICE, INGRESS -> Optional.empty();
        };
    }

    public static Optional<Kind> of(String text) {
        for (Kind kind : values()) {
            if (kind.value.equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
