package dev.longshore.server.limits;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * The spellings of {@code .git} that only the file systems of other machines take for it: HFS+ leaves characters out, NTFS
 * has short names, streams and another separator. {@code git fsck} refuses them everywhere (CVE-2014-9390, CVE-2019-1352);
 * JGit does so only together with names that are in use.
 */
final class GitDirectoryName {
    /** What HFS+ takes no notice of in a name. */
    private static final Pattern IGNORED = Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");

    private static final Pattern SPELLING = Pattern.compile(
            "(?:.*\\\\)?(?:\\.git|git~1)[ .]*(?:[:\\\\].*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private GitDirectoryName() {}

    /** The first such name in a tree, which must be well-formed otherwise. */
    static Optional<String> in(byte[] tree) {
        int at = 0;
        while (at < tree.length) {
            int name = RawParseUtils.nextLF(tree, at, ' ');
            int end = RawParseUtils.nextLF(tree, name, '\0') - 1;
            if (mayBe(tree, name, end)) {
                String text = new String(tree, name, end - name, StandardCharsets.UTF_8);
                if (SPELLING.matcher(IGNORED.matcher(text).replaceAll("")).matches()) {
                    return Optional.of(text);
                }
            }
            at = end + 1 + Constants.OBJECT_ID_LENGTH;
        }
        return Optional.empty();
    }

    /** All other spellings are known to JGit. */
    private static boolean mayBe(byte[] tree, int from, int to) {
        for (int i = from; i < to; i++) {
            if (tree[i] < 0 || tree[i] == ':' || tree[i] == '\\') {
                return true;
            }
        }
        return false;
    }
}
