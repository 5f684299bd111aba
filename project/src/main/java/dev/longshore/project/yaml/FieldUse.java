package dev.longshore.project.yaml;

/** What becomes of a field, from the most that is made of it to the least. */
public enum FieldUse {
    READ,
    /** Part of the format, and changes nothing here. */
    ACCEPTED,
    /** Has a meaning which isn't given to it: its author is warned. */
    WARNED,
    REFUSED
}
