package dev.longshore.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes objects into a working copy's repository that git itself would refuse to make. */
final class RawRepository implements AutoCloseable {
    private final Repository repository;
    private final ObjectInserter inserter;

    private RawRepository(FileRepository repository) {
        this.repository = repository;
        // One pack takes ten thousand objects in the time that a few files for one each take.
        this.inserter = repository.getObjectDatabase().newPackInserter();
    }

    static RawRepository open(Path work) throws IOException {
        return new RawRepository(new FileRepository(work.resolve(".git").toFile()));
    }

    ObjectId blob(String content) {
        return insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A tree of what {@link #entry} makes, in the order given. */
    ObjectId tree(byte[]... entries) {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            tree.writeBytes(entry);
        }
        return insert(Constants.OBJ_TREE, tree.toByteArray());
    }

    /** @param name of which every character is a byte */
    static byte[] entry(FileMode mode, String name, ObjectId id) {
        return entry(Integer.toOctalString(mode.getBits()), name, id);
    }

    static byte[] entry(String mode, String name, ObjectId id) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes((mode + " " + name + "\0").getBytes(StandardCharsets.ISO_8859_1));
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(raw, 0);
        entry.writeBytes(raw);
        return entry.toByteArray();
    }

    /** An entry of a directory {@code d} that has as many others in each other. */
    byte[] deep(int levels) {
        byte[] inner = entry(FileMode.REGULAR_FILE, "a", blob("x"));
        for (int level = 0; level < levels; level++) {
            inner = entry(FileMode.TREE, "d", tree(inner));
        }
        return inner;
    }

    /** The tree of {@code HEAD} with more entries in one of its directories, at most two levels deep. */
    ObjectId with(String directory, byte[]... entries) throws IOException {
        ObjectId root = repository.resolve("HEAD^{tree}");
        return directory.isEmpty() ? add(root, entries) : with(root, List.of(directory.split("/")), entries);
    }

    private ObjectId with(ObjectId tree, List<String> path, byte[]... entries) throws IOException {
        if (path.isEmpty()) {
            return add(tree, entries);
        }
        TreeWalk child = Objects.requireNonNull(TreeWalk.forPath(repository, path.get(0), tree));
        ObjectId changed = with(child.getObjectId(0), path.subList(1, path.size()), entries);
        return add(tree, entry(FileMode.TREE, path.get(0), changed));
    }

    /** In Git's order, which sorts directories as if their names ended in '/'; one of the same name is replaced. */
    private ObjectId add(ObjectId tree, byte[]... entries) throws IOException {
        Map<String, byte[]> sorted = new TreeMap<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            CanonicalTreeParser parser = new CanonicalTreeParser(new byte[0], reader, tree);
            for (; !parser.eof(); parser.next()) {
                put(sorted, entry(parser.getEntryFileMode(), parser.getEntryPathString(), parser.getEntryObjectId()));
            }
        }
        for (byte[] entry : entries) {
            put(sorted, entry);
        }
        return tree(sorted.values().toArray(byte[][]::new));
    }

    private static void put(Map<String, byte[]> sorted, byte[] entry) {
        String text = new String(entry, StandardCharsets.ISO_8859_1);
        String name = text.substring(text.indexOf(' ') + 1, text.indexOf('\0'));
        sorted.put(text.startsWith("40000 ") ? name + "/" : name, entry);
    }

    /** A commit of a tree that branch {@code master} points to. */
    ObjectId commit(ObjectId tree) throws IOException {
        return commit(tree, "hostile", new PersonIdent("Mallory", "mallory@example.org"));
    }

    ObjectId commit(ObjectId tree, String message, PersonIdent author) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage(message);
        return move(insert(Constants.OBJ_COMMIT, commit.build()));
    }

    /** A commit that consists of these bytes. */
    ObjectId rawCommit(String content) {
        return move(insert(Constants.OBJ_COMMIT, content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private ObjectId move(ObjectId id) {
        try {
            inserter.flush();
            RefUpdate update = repository.updateRef("refs/heads/master");
            update.setNewObjectId(id);
            update.forceUpdate();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId insert(int type, byte[] content) {
        try {
            return inserter.insert(type, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        inserter.flush();
        inserter.close();
        repository.close();
    }
}
