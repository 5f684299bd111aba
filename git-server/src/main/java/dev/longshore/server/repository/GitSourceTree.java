package dev.longshore.server.repository;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of a commit, read from Git's objects. Every call has an object reader of its own, as those aren't thread-safe. */
public final class GitSourceTree implements SourceTree {
    private final Repository repository;
    private final ObjectId root;

    private GitSourceTree(Repository repository, ObjectId root) {
        this.repository = repository;
        this.root = root;
    }

    /** @param repository must stay open while the tree is used */
    public static GitSourceTree of(Repository repository, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return new GitSourceTree(
                    repository, walk.parseCommit(commit).getTree().getId());
        }
    }

    @Override
    public Optional<SourceEntry> find(SourcePath path) {
        if (path.isRoot()) {
            return Optional.of(new SourceEntry(path, SourceEntry.Kind.DIRECTORY, root.name()));
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = TreeWalk.forPath(reader, path.value(), root)) {
            return walk == null
                    ? Optional.empty()
                    : Optional.of(new SourceEntry(
                            path, kind(walk.getFileMode(0)), walk.getObjectId(0).name()));
        } catch (IOException e) {
            throw new UncheckedIOException("the repository can't be read at " + path, e);
        }
    }

    @Override
    public List<SourceEntry> list(SourcePath directory) {
        Optional<SourceEntry> found = find(directory).filter(entry -> entry.kind() == SourceEntry.Kind.DIRECTORY);
        if (found.isEmpty()) {
            return List.of();
        }
        List<SourceEntry> entries = new ArrayList<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            CanonicalTreeParser parser = new CanonicalTreeParser(
                    new byte[0], reader, ObjectId.fromString(found.get().id()));
            for (; !parser.eof(); parser.next()) {
                entries.add(new SourceEntry(
                        child(directory, name(parser)),
                        kind(parser.getEntryFileMode()),
                        parser.getEntryObjectId().name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the repository can't be read at " + directory, e);
        }
        return entries;
    }

    @Override
    public long size(SourceEntry file) {
        try (ObjectReader reader = repository.newObjectReader()) {
            return reader.getObjectSize(ObjectId.fromString(file.id()), Constants.OBJ_BLOB);
        } catch (IOException e) {
            throw new UncheckedIOException("the repository can't be read at " + file.path(), e);
        }
    }

    @Override
    public InputStream open(SourceEntry file) {
        try {
            return repository
                    .open(ObjectId.fromString(file.id()), Constants.OBJ_BLOB)
                    .openStream();
        } catch (IOException e) {
            throw new UncheckedIOException("the repository can't be read at " + file.path(), e);
        }
    }

    private static byte[] name(CanonicalTreeParser entry) {
        byte[] name = new byte[entry.getNameLength()];
        entry.getName(name, 0);
        return name;
    }

    /** JGit's own way to decode gives what isn't UTF-8 another name, under which it isn't found again. */
    private static SourcePath child(SourcePath directory, byte[] name) {
        try {
            return directory.child(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new UnsupportedFileNameException(directory, name, e);
        }
    }

    private static SourceEntry.Kind kind(FileMode mode) {
        if (mode.equals(FileMode.TYPE_TREE)) {
            return SourceEntry.Kind.DIRECTORY;
        }
        if (mode.equals(FileMode.TYPE_SYMLINK)) {
            return SourceEntry.Kind.SYMLINK;
        }
        if (mode.equals(FileMode.TYPE_GITLINK)) {
            return SourceEntry.Kind.SUBMODULE;
        }
        return mode.equals(FileMode.EXECUTABLE_FILE.getBits()) ? SourceEntry.Kind.EXECUTABLE : SourceEntry.Kind.FILE;
    }
}
