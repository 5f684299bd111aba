package dev.longshore.cli.server;

/** Whom a token belongs to, and what it may do. */
public record Account(String name, String role) {}
