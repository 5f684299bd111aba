package dev.longshore.cli.sshkey;

import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds and reads the public key that is to be added. What might be a private one is neither kept, shown nor sent. */
final class PublicKeyFile {
    private static final String STANDARD_INPUT = "-";
    private static final int MAX_BYTES = 16 * 1024;
    private static final List<String> USUAL = List.of("id_ed25519.pub", "id_rsa.pub");
    private static final Pattern PRIVATE = Pattern.compile("PRIVATE KEY|^PuTTY-User-Key-File");
    private static final Pattern LINE = Pattern.compile("(ssh|ecdsa|sk)-[a-z0-9@.-]+[ \t]+[A-Za-z0-9+/]+=*([ \t].*)?");

    private final Surroundings surroundings;

    PublicKeyFile(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @param named the file's name, {@code -} for standard input; a usual one's when it is empty */
    String read(Optional<String> named) {
        String source = named.orElseGet(this::usual);
        String text =
                source.equals(STANDARD_INPUT) ? text(surroundings.terminal().in(), "standard input") : text(source);
        String what = source.equals(STANDARD_INPUT) ? "standard input" : source;
        if (PRIVATE.matcher(text).find()) {
            throw new Failure(
                    ExitCode.USAGE,
                    what + " is a private key, which must stay with you; nothing was sent. Give the public one: "
                            + (source.equals(STANDARD_INPUT) ? "its file ends in .pub" : source + ".pub"));
        }
        String line = text.strip();
        if (!LINE.matcher(line).matches()) {
            throw new Failure(
                    ExitCode.USAGE,
                    what + " is not a public key; it must be one line like: ssh-ed25519 AAAAC3… you@machine");
        }
        return line;
    }

    private String usual() {
        Path directory = surroundings.home().resolve(".ssh");
        return USUAL.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "there is no " + String.join(" or ", USUAL) + " in " + directory
                                + "; make a key with: ssh-keygen -t ed25519, or name one with --file"));
    }

    private String text(String file) {
        Path path = surroundings.workingDirectory().resolve(file);
        try (InputStream in = Files.newInputStream(path)) {
            return text(in, file);
        } catch (IOException unreadable) {
            throw new Failure(
                    ExitCode.USAGE, "the file " + file + " can't be read; name another with --file", unreadable);
        }
    }

    private static String text(InputStream in, String what) {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Failure(
                        ExitCode.USAGE, what + " is larger than a public key can be; give the file that ends in .pub");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new Failure(ExitCode.USAGE, what + " can't be read; name a file with --file", broken);
        }
    }
}
