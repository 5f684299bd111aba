package dev.longshore.server.access;

/** What can be done on the server; every way in names the one that it needs. */
public enum Action {
    /** See projects, pushes, logs and microservices, and fetch commits. */
    READ,
    PUSH,
    CREATE_PROJECT,
    /** Change how an environment takes pushes. */
    MANAGE_ENVIRONMENT
}
