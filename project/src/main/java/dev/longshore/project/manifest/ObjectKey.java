package dev.longshore.project.manifest;

import dev.longshore.project.name.Namespace;

/** What makes an object one object within an environment. */
public record ObjectKey(Kind kind, Namespace namespace, String name) {
    /** {@code Deployment/api}, with the namespace only where it is not the user's. */
    @Override
    public String toString() {
        return kind + "/" + name + (namespace == Namespace.USER ? "" : "." + namespace);
    }
}
