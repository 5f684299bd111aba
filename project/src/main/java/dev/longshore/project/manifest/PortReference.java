package dev.longshore.project.manifest;

import java.util.OptionalInt;

/** A container's port by number or by name (the API's IntOrString). */
public record PortReference(String text) {
    public static PortReference of(int number) {
        return new PortReference(Integer.toString(number));
    }

    /** The port's number, when it is given by number. */
    public OptionalInt number() {
        return text.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
