package dev.longshore.server.access;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A public key that may let its owner in over SSH.
 *
 * @param type as in OpenSSH's files: {@code ssh-ed25519}
 * @param bits the key's size
 * @param base64 the key in the encoding of RFC 4253, 6.6
 * @param fingerprint as {@code ssh-keygen -l} writes it: {@code SHA256:…}
 * @param comment in one line, without control characters; may be empty
 */
public record SshPublicKey(String type, int bits, String base64, String fingerprint, String comment) {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final int MAX_COMMENT = 100;
    private static final int ED25519_BITS = 256;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 16_384;
    private static final Pattern LINE = Pattern.compile(
            "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t]+(.*))?");
    /** Control characters, and those that change the direction of what follows. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}]");

    private static final String SHAPE = "it must be one line like: ssh-ed25519 AAAAC3… you@machine";

    /** Why a text isn't such a key; the message is meant for a person and repeats nothing of the text. */
    public static final class NotAKeyException extends Exception {
        private static final long serialVersionUID = 1L;

        private NotAKeyException(String message) {
            super(message);
        }
    }

    /** Reads a line of OpenSSH's format: type, key and comment; options before them aren't accepted. */
    public static SshPublicKey parse(String text) throws NotAKeyException {
        if (text.length() > MAX_LENGTH) {
            throw new NotAKeyException("this is too long for a public key; " + SHAPE);
        }
        if (text.contains("PRIVATE KEY") || text.startsWith("PuTTY-User-Key-File")) {
            throw new NotAKeyException(
                    "this is a private key, which must stay with you; give the file that ends in .pub");
        }
        Matcher line = LINE.matcher(text.strip());
        if (!line.matches()) {
            throw new NotAKeyException("this is not an ed25519, ECDSA or RSA public key; " + SHAPE);
        }
        String type = line.group(1);
        PublicKey key = decode(type, line.group(2));
        int bits = type.equals(KeyPairProvider.SSH_ED25519) ? ED25519_BITS : KeyUtils.getKeySize(key);
        if (key instanceof RSAPublicKey && (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS)) {
            throw new NotAKeyException("this RSA key has " + bits + " bits, but must have " + MIN_RSA_BITS + " to "
                    + MAX_RSA_BITS + "; make a better one with: ssh-keygen -t ed25519");
        }
        return new SshPublicKey(
                type,
                bits,
                line.group(2),
                fingerprint(key),
                comment(Optional.ofNullable(line.group(3)).orElse("")));
    }

    /** As {@code ssh-keygen -l} writes it. */
    public static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    /** Only the one encoding that a key has is accepted, so that a key has one fingerprint. */
    private static PublicKey decode(String type, String base64) throws NotAKeyException {
        String broken = "this public key is broken; copy the whole line of its file";
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            Buffer buffer = new ByteArrayBuffer(bytes);
            PublicKey key = buffer.getRawPublicKey();
            Buffer again = new ByteArrayBuffer();
            again.putRawPublicKey(key);
            if (!type.equals(KeyUtils.getKeyType(key)) || !Arrays.equals(again.getCompactData(), bytes)) {
                throw new NotAKeyException(broken);
            }
            return key;
        } catch (IOException | RuntimeException e) {
            throw new NotAKeyException(broken);
        }
    }

    private static String comment(String text) {
        String shown = UNSHOWN.matcher(text).replaceAll("").strip();
        return shown.codePointCount(0, shown.length()) <= MAX_COMMENT
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, MAX_COMMENT));
    }
}
