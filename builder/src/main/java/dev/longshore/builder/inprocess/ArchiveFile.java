package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Tells files that {@code ADD} may unpack. */
final class ArchiveFile {
    private static final int TAR_HEADER_BYTES = 512;

    /** What gzip, bzip2, xz and Zstandard begin with. */
    private static final List<String> COMPRESSED = List.of("1f8b08", "425a68", "fd377a585a00", "28b52ffd");

    private ArchiveFile() {}

    /** Whether it is compressed or a tar; of what is compressed only an engine sees whether it is a tar. */
    static boolean maybe(FileContent file) throws IOException {
        try (InputStream content = file.open()) {
            byte[] start = content.readNBytes(TAR_HEADER_BYTES);
            String hex = HexFormat.of().formatHex(start);
            return COMPRESSED.stream().anyMatch(hex::startsWith)
                    || (start.length == TAR_HEADER_BYTES && TarUtils.verifyCheckSum(start));
        }
    }
}
