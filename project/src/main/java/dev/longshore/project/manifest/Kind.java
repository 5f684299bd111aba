package dev.longshore.project.manifest;

import java.util.Optional;

/** The kinds of Kubernetes objects that a project may hold. */
public enum Kind {
    CONFIG_MAP("ConfigMap"),
    SECRET("Secret"),
    PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim"),
    SERVICE("Service"),
    DEPLOYMENT("Deployment");

    private final String value;

    Kind(String value) {
        this.value = value;
    }

    /** The name that manifests write. */
    public String value() {
        return value;
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
