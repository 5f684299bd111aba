package dev.longshore.deployer.engine.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what something is made of into one SHA-256 hash, the same on every machine and in every run. Each part is
 * preceded by its length, so that no two sequences of parts collide.
 */
public final class Fingerprint {
    private static final int SHOWN_DIGITS = 16;

    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Fingerprint add(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
        return this;
    }

    public Fingerprint add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    public Fingerprint add(long number) {
        return add(Long.toString(number));
    }

    public Fingerprint addAll(Collection<String> parts) {
        add(parts.size());
        parts.forEach(this::add);
        return this;
    }

    /** Adds a map's entries in the order of their keys. */
    public Fingerprint addAll(Map<String, String> entries) {
        add(entries.size());
        new TreeMap<>(entries).forEach((key, value) -> add(key).add(value));
        return this;
    }

    /** The first 64 bits in hexadecimal. The collector can't be used afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN_DIGITS);
    }
}
