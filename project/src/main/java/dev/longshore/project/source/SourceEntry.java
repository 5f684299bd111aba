package dev.longshore.project.source;

/**
 * One entry of a tree.
 *
 * @param id the Git object id in hexadecimal: equal ids mean equal content, for directories all the way down
 */
public record SourceEntry(SourcePath path, Kind kind, String id) {
    public enum Kind {
        FILE,
        EXECUTABLE,
        SYMLINK,
        DIRECTORY,
        SUBMODULE;

        public boolean isFile() {
            return this == FILE || this == EXECUTABLE;
        }
    }

    /** The id's first seven digits, as shown to people. */
    public String shortId() {
        return id.substring(0, Math.min(7, id.length()));
    }
}
