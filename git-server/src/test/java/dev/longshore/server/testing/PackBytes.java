package dev.longshore.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** Makes packs (gitformat-pack) that no client would make. */
public final class PackBytes {
    private final ByteArrayOutputStream objects = new ByteArrayOutputStream();
    private int count;

    /** Adds an object and returns its id. */
    public ObjectId add(int type, byte[] content) {
        header(type, content.length);
        deflate(content, content.length);
        return idOf(type, content);
    }

    /** Adds a blob of zeros that isn't in this test's memory, nor is its id known. */
    public void addZeros(long size) {
        header(Constants.OBJ_BLOB, size);
        deflate(new byte[0], size);
    }

    /** Adds an object that is made from another one, which may be anywhere. */
    public void addDelta(ObjectId base, byte[] delta) {
        header(Constants.OBJ_REF_DELTA, delta.length);
        byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
        base.copyRawTo(id, 0);
        objects.writeBytes(id);
        deflate(delta, delta.length);
    }

    public byte[] finish() {
        return finish(count);
    }

    /** The pack, with a number of objects in its header that needn't be true. */
    public byte[] finish(int claimed) {
        byte[] pack = ByteBuffer.allocate(12 + objects.size())
                .put("PACK".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putInt(claimed)
                .put(objects.toByteArray())
                .array();
        return ByteBuffer.allocate(pack.length + 20).put(pack).put(sha1(pack)).array();
    }

    /** A delta that takes all of a base and puts one byte behind it. */
    public static byte[] append(int baseSize, int with) {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        number(delta, baseSize);
        number(delta, baseSize + 1);
        for (int offset = 0; offset < baseSize; offset += 0xffff) {
            int length = Math.min(0xffff, baseSize - offset);
            // Four bytes of offset and two of length follow.
            delta.write(0xbf);
            for (int shift = 0; shift < 32; shift += 8) {
                delta.write(offset >>> shift);
            }
            delta.write(length);
            delta.write(length >>> 8);
        }
        delta.write(1);
        delta.write(with);
        return delta.toByteArray();
    }

    public static ObjectId idOf(int type, byte[] content) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(type, content);
        }
    }

    public static byte[] commit(ObjectId tree, String message, ObjectId... parents) {
        StringBuilder text = new StringBuilder("tree " + tree.name() + "\n");
        for (ObjectId parent : parents) {
            text.append("parent ").append(parent.name()).append('\n');
        }
        String person = "Test <test@example.org> 1700000000 +0000\n";
        return (text + "author " + person + "committer " + person + "\n" + message + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @param mode in octal digits, as they are stored */
    public static byte[] treeEntry(String mode, String name, ObjectId id) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes((mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8));
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(raw, 0);
        entry.writeBytes(raw);
        return entry.toByteArray();
    }

    private void header(int type, long size) {
        count++;
        int first = (type << 4) | (int) (size & 15);
        long rest = size >>> 4;
        objects.write(rest == 0 ? first : first | 0x80);
        while (rest != 0) {
            objects.write((int) (rest & 0x7f) | (rest >>> 7 == 0 ? 0 : 0x80));
            rest >>>= 7;
        }
    }

    private void deflate(byte[] content, long size) {
        try (DeflaterOutputStream deflated =
                new DeflaterOutputStream(objects, new Deflater(Deflater.BEST_COMPRESSION), 8192)) {
            deflated.write(content);
            byte[] zeros = new byte[1 << 16];
            for (long left = size - content.length; left > 0; left -= zeros.length) {
                deflated.write(zeros, 0, (int) Math.min(zeros.length, left));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
