package dev.longshore.builder.same;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an image says of one path; times are left out.
 *
 * @param content SHA-256 of a file's bytes; empty for others
 * @param link where a symbolic link leads; empty for others
 */
record FileEntry(Kind kind, int mode, long uid, long gid, long size, String content, String link) {
    enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        DEVICE,
        FIFO,
        /** One that a layer puts something into without describing it, so that engines make up its mode and owner. */
        UNDESCRIBED_DIRECTORY
    }

    static final FileEntry ROOT = directory(0755, 0, 0);
    static final FileEntry UNDESCRIBED = new FileEntry(Kind.UNDESCRIBED_DIRECTORY, 0, 0, 0, 0, "", "");

    static FileEntry directory(int mode, long uid, long gid) {
        return new FileEntry(Kind.DIRECTORY, mode, uid, gid, 0, "", "");
    }

    boolean isDirectory() {
        return kind == Kind.DIRECTORY || kind == Kind.UNDESCRIBED_DIRECTORY;
    }

    /** Each property as a person reads it. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("kind", kind.name());
        properties.put("mode", Integer.toOctalString(mode));
        properties.put("owner", uid + ":" + gid);
        properties.put("size", Long.toString(size));
        properties.put("content", content.substring(0, Math.min(12, content.length())));
        properties.put("link", link);
        return properties;
    }
}
