package dev.longshore.server.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.loader.openssh.OpenSSHKeyPairResourceParser;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.io.resource.PathResource;

/** The keys by which clients know this server, in OpenSSH's format. They are made once; a changed one alarms every client. */
final class HostKeys {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private final Path directory;

    private enum Type {
        ED25519("ssh_host_ed25519_key", KeyPairProvider.SSH_ED25519, 256),
        RSA("ssh_host_rsa_key", KeyPairProvider.SSH_RSA, 3072);

        private final String file;
        private final String algorithm;
        private final int bits;

        Type(String file, String algorithm, int bits) {
            this.file = file;
            this.algorithm = algorithm;
            this.bits = bits;
        }
    }

    HostKeys(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads the keys; makes those that aren't there.
     *
     * @throws IllegalStateException when a key can't be read or isn't one; the message is meant for a person
     */
    List<KeyPair> load() throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
        List<KeyPair> keys = new ArrayList<>();
        for (Type type : Type.values()) {
            Path file = directory.resolve(type.file);
            if (!Files.exists(file)) {
                make(type, file);
            }
            // A copy or a restored backup may have given it others.
            Files.setPosixFilePermissions(file, FILE);
            keys.add(read(type, file));
        }
        return List.copyOf(keys);
    }

    private static KeyPair read(Type type, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<KeyPair> found = OpenSSHKeyPairResourceParser.INSTANCE.loadKeyPairs(
                    null, new PathResource(file), FilePasswordProvider.EMPTY, in);
            for (KeyPair pair : found) {
                if (type.algorithm.equals(KeyUtils.getKeyType(pair))) {
                    return pair;
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalStateException(unreadable(file), e);
        }
        throw new IllegalStateException(unreadable(file));
    }

    private static String unreadable(Path file) {
        return "the SSH host key " + file + " can't be read; restore it from a backup, or remove it to have a new one"
                + " made, which clients will take for another server";
    }

    private void make(Type type, Path file) throws IOException {
        Path unfinished = directory.resolve(type.file + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(FILE));
        try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.WRITE)) {
            KeyPair pair = KeyUtils.generateKeyPair(type.algorithm, type.bits);
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "longshore", null, out);
        } catch (GeneralSecurityException e) {
            throw new IOException("an SSH host key can't be made: " + e.getMessage(), e);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
