package dev.longshore.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.docker.TarStream.Entry;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class TarStreamTest {
    @Test
    void isATarOfItsEntries() throws IOException {
        String block = "x".repeat(512);

        List<String> read = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                tar(Entry.of("a.json", "{}"), Entry.of("layer/0.tar", block), Entry.of("empty", "")))) {
            for (Optional<TarArchiveEntry> entry = Optional.ofNullable(tar.getNextEntry());
                    entry.isPresent();
                    entry = Optional.ofNullable(tar.getNextEntry())) {
                read.add(entry.get().getName() + ": " + new String(tar.readAllBytes(), UTF_8));
            }
        }

        assertThat(read).containsExactly("a.json: {}", "layer/0.tar: " + block, "empty: ");
    }

    @Test
    void endsOnABlock() throws IOException {
        assertThat(tar(Entry.of("a", "content")).readAllBytes()).hasSize(512 + 512 + 1024);
    }

    @Test
    void tellsSizesThatTheClassicFormatHasNoRoomFor() throws IOException {
        long large = 9L << 30;
        Entry entry = new Entry("large", large, InputStream::nullInputStream);

        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(tar(entry).readNBytes(512)))) {
            assertThat(tar.getNextEntry().getSize()).isEqualTo(large);
        }
    }

    @Test
    void opensContentWhenItsTurnComesAndClosesIt() throws IOException {
        AtomicInteger open = new AtomicInteger();
        List<Integer> openAtOnce = new ArrayList<>();
        Entry entry = new Entry("file", 1, () -> {
            openAtOnce.add(open.incrementAndGet());
            return new ByteArrayInputStream(new byte[1]) {
                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        });

        try (TarStream tar = tar(entry, entry, entry)) {
            tar.readNBytes(1025);
        }

        assertThat(openAtOnce).containsExactly(1, 1);
        assertThat(open).hasValue(0);
    }

    @Test
    void contentThatGotShorterEndsIt() {
        Entry entry = new Entry("layer/0.tar", 10, () -> new ByteArrayInputStream(new byte[7]));

        assertThatThrownBy(() -> tar(entry).readAllBytes())
                .isInstanceOf(EOFException.class)
                .hasMessage("layer/0.tar is 3 bytes shorter than it was");
    }

    private static TarStream tar(Entry... entries) {
        Iterator<Entry> all = List.of(entries).iterator();
        return new TarStream(() -> all.hasNext() ? Optional.of(all.next()) : Optional.empty());
    }
}
