package dev.longshore.server.access;

/** What can be done on the server; every way in names the one that it needs. */
public enum Action {
    /** See projects, pushes, logs and microservices, and fetch commits. */
    READ,
    PUSH,
    /** Run commands in containers, and connect to their ports. */
    ENTER_CONTAINERS,
    CREATE_PROJECT,
    /** Change how an environment takes pushes. */
    MANAGE_ENVIRONMENT,
    /** Read, replace and delete what microservices have stored. */
    MANAGE_DATA,
    /** See, add and remove the keys that let oneself in over SSH. */
    MANAGE_OWN_KEYS
}
