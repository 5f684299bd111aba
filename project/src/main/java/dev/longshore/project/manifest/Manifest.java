package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlMapping;

/** An object as it was written, after templates and upgrades: everything a Kubernetes API server is told. */
public record Manifest(ObjectKey key, YamlMapping body) {}
