package dev.longshore.builder.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerIgnoreTest {
    /** The examples of Docker's documentation first, then what its pattern matcher says of the rest. */
    @ParameterizedTest(name = "[{index}] \"{0}\" on {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # comment                     | # comment               | false
            */temp*                       | somedir/temporary.txt   | true
            */temp*                       | somedir/temp            | true
            */temp*                       | somedir/temp/deep/a     | true
            */temp*                       | temporary.txt           | false
            */temp*                       | somedir/sub/temp        | false
            */*/temp*                     | somedir/subdir/temporary.txt | true
            */*/temp*                     | somedir/temporary.txt   | false
            temp?                         | tempa                   | true
            temp?                         | temp                    | false
            temp?                         | tempab                  | false
            temp?                         | a/tempa                 | false
            **/*.go                       | main.go                 | true
            **/*.go                       | a/b/main.go             | true
            **/*.go                       | a/b/main.gox            | false
            *.md;!README.md               | CHANGES.md              | true
            *.md;!README.md               | README.md               | false
            *.md;!README*.md;README-secret.md | README-secret.md    | true
            *.md;!README*.md;README-secret.md | README-open.md      | false
            *.md;README-secret.md;!README*.md | README-secret.md    | false
            foo/bar                       | foo/bar                 | true
            /foo/bar                      | foo/bar                 | true
            foo/bar/                      | foo/bar                 | true
            foo/bar                       | foo/bar/baz             | true
            ./foo/../bar                  | bar                     | true
            foo                           | a/foo                   | false
            foo                           | foobar                  | false
            *                             | a                       | true
            *                             | a/b                     | true
            *;!src                        | src/a/b                 | false
            *;!src                        | other/a                 | true
            *;!src/**;src/gen             | src/main.c              | false
            *;!src/**;src/gen             | src/gen/main.c          | true
            **                            | a/b/c                   | true
            **/node_modules               | node_modules/x          | true
            **/node_modules               | a/b/node_modules/x      | true
            **/node_modules               | a/b/my_node_modules     | false
            a/**/b                        | a/b                     | true
            a/**/b                        | a/x/y/b                 | true
            a/**/b                        | x/a/b                   | false
            a/**                          | a/b/c                   | true
            a/**                          | a                       | false
            *.[ch]                        | main.c                  | true
            *.[ch]                        | main.d                  | false
            [^a]b                         | xb                      | true
            [^a]b                         | ab                      | false
            [a-c]x                        | bx                      | true
            \\*.txt                       | *.txt                   | true
            \\*.txt                       | a.txt                   | false
            a.c                           | abc                     | false
            a+(b)                         | a+(b)                   | true
            [a                            | [a                      | true
            !                             | a                       | false
            ! a;a                         | a                       | true
            a;! a                         | a                       | false
            .git                          | .gitignore              | false
            a**b                          | ab                      | true
            a**b                          | a/x/b                   | true
            a**b                          | axb                     | false
            **/**/x                       | x                       | true
            **/**/x                       | a/b/x                   | true
            a*b*c                         | a1b2b3c                 | true
            a*b*c                         | a1b/3c                  | false
            ?                             | 🚢                      | true
            [z-a]                         | [z-a]                   | true
            """)
    void patternDecides(String lines, String path, boolean excluded) {
        DockerIgnore ignore = DockerIgnore.parse(String.join("\n", lines.split(";")));

        assertThat(ignore.excludes(path)).isEqualTo(excluded);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void patternOfManyWildcardsIsDecidedSoonOnADeepPath() {
        String deep = "a/".repeat(200) + "y".repeat(200);

        assertThat(DockerIgnore.parse("**/".repeat(12) + "x").excludes(deep)).isFalse();
        assertThat(DockerIgnore.parse("**/" + "*y".repeat(30) + "z").excludes(deep))
                .isFalse();
        assertThat(DockerIgnore.parse("**/".repeat(12) + "y*").excludes(deep)).isTrue();
    }

    @Test
    void commentsBlankLinesLineEndsAndAByteOrderMarkAreNoPatterns() {
        DockerIgnore ignore = DockerIgnore.parse("\uFEFFfirst\r\n\n   \n# second\r\n  third  \n");

        assertThat(ignore.excludes("first")).isTrue();
        assertThat(ignore.excludes("third")).isTrue();
        assertThat(ignore.excludes("# second")).isFalse();
        assertThat(ignore.excludes("second")).isFalse();
    }

    @Test
    void directoryFromWhichNothingCanComeBackNeedNotBeEntered() {
        DockerIgnore ignore = DockerIgnore.parse("*\n!src/lib\n");

        assertThat(ignore.mayTakeBackInBelow("node_modules")).isFalse();
        assertThat(ignore.mayTakeBackInBelow("src")).isTrue();
        assertThat(ignore.mayTakeBackInBelow("src/lib/deep")).isTrue();
        assertThat(DockerIgnore.parse("*\n!**/keep").mayTakeBackInBelow("any/where"))
                .isTrue();
    }
}
