package dev.longshore.server.access;

/** A person or program with an access token. */
public record User(String name, Role role) {}
