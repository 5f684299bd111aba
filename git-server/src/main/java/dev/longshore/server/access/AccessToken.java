package dev.longshore.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A secret that stands for a user: {@code lsh_} and 32 random bytes in base64url. {@code toString} doesn't show it. */
public record AccessToken(String secret) {
    private static final String PREFIX = "lsh_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static AccessToken random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new AccessToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * SHA-256 in hexadecimal: what is stored and looked up. A secret of 256 random bits needs no slow hash, and a lookup
     * by hash tells nothing about the secret by the time it takes.
     */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "access token";
    }
}
