package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.layer.StageFiles;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds out whom a {@code --chown} means: numbers, or names of the stage's own {@code /etc/passwd} and {@code /etc/group}. */
final class FileOwners {
    private static final int NUMBER = 2;

    private final StageFiles stage;

    FileOwners(StageFiles stage) {
        this.stage = stage;
    }

    /** @param written {@code user}, which is the group as well, or {@code user:group} */
    Owner of(String written) throws NeedsEngineException {
        String[] parts = written.split(":", -1);
        if (parts.length > 2) {
            throw new NeedsEngineException("--chown=" + written);
        }
        return new Owner(
                number(parts[0], "/etc/passwd", written), number(parts[parts.length - 1], "/etc/group", written));
    }

    private int number(String name, String file, String written) throws NeedsEngineException {
        if (name.matches("\\d{1,9}")) {
            return Integer.parseInt(name);
        }
        Optional<byte[]> lines = stage.read(ImagePath.of(file));
        if (lines.isPresent()) {
            for (String line : new String(lines.get(), StandardCharsets.UTF_8).split("\n", -1)) {
                String[] fields = line.split(":", -1);
                if (fields.length > NUMBER && fields[0].equals(name) && fields[NUMBER].matches("\\d{1,9}")) {
                    return Integer.parseInt(fields[NUMBER]);
                }
            }
        }
        throw new NeedsEngineException("--chown=" + written + ", of which " + file + " knows nothing");
    }
}
