package dev.longshore.builder.inprocess;

import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageFiles;
import dev.longshore.engine.ImageFiles.Directory;
import dev.longshore.engine.ImageFiles.ImageFile;
import dev.longshore.engine.Images;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What builds have asked of their bases. An image never changes, so the next build of the same Dockerfile asks the
 * engine nothing. Safe for use by several threads.
 */
final class KnownBases {
    private static final int MAX_IMAGES = 100;
    private static final int MAX_PATHS = 10_000;

    private final Images images;

    /** By image id. */
    private final Map<String, Answers> known = new LinkedHashMap<>(MAX_IMAGES, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answers> eldest) {
            return size() > MAX_IMAGES;
        }
    };

    KnownBases(Images images) {
        this.images = images;
    }

    /**
     * The caller closes it.
     *
     * @param id empty for {@code scratch}
     */
    ImageFiles files(Optional<String> id) {
        return id.<ImageFiles>map(image -> new Asking(image, of(image))).orElseGet(NoFiles::new);
    }

    ImageConfig config(String id) {
        return of(id).config().computeIfAbsent(id, images::config);
    }

    private synchronized Answers of(String id) {
        return known.computeIfAbsent(
                id,
                image -> new Answers(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));
    }

    /** @param config by the image's id, once it is known */
    private record Answers(
            Map<String, ImageConfig> config,
            Map<String, Optional<ImageFile>> files,
            Map<String, Directory> directories) {}

    /** Opens the image only for what isn't known yet. */
    private final class Asking implements ImageFiles {
        private final String id;
        private final Answers answers;
        private Optional<ImageFiles> opened = Optional.empty();

        Asking(String id, Answers answers) {
            this.id = id;
            this.answers = answers;
        }

        @Override
        public Optional<ImageFile> find(String path) {
            Optional<ImageFile> answer = answers.files().get(path);
            if (answer == null) {
                answer = open().find(path);
                if (answers.files().size() < MAX_PATHS) {
                    answers.files().put(path, answer);
                }
            }
            return answer;
        }

        @Override
        public Directory directory(String path) {
            return answers.directories().computeIfAbsent(path, asked -> open().directory(asked));
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            return open().read(path, limit);
        }

        @Override
        public void archive(String path, OutputStream tar) {
            open().archive(path, tar);
        }

        /** Also called by a thread that reads an archive. */
        private synchronized ImageFiles open() {
            if (opened.isEmpty()) {
                opened = Optional.of(images.files(id));
            }
            return opened.get();
        }

        @Override
        public synchronized void close() {
            opened.ifPresent(ImageFiles::close);
        }
    }

    /** Those of {@code scratch}. */
    private static final class NoFiles implements ImageFiles {
        @Override
        public Optional<ImageFile> find(String path) {
            return Optional.empty();
        }

        @Override
        public Directory directory(String path) {
            throw new EngineException("there is no directory " + path);
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            return Optional.empty();
        }

        @Override
        public void archive(String path, OutputStream tar) {
            throw new EngineException("there is no file " + path);
        }

        @Override
        public void close() {}
    }
}
