package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.name.EnvironmentName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"~/git/shop", "/~/git/shop", "/~/git/shop.git", "shop.git", "/shop.git", "shop/hasura.git"})
    void aRepositoryHasTheseNames(String path) {
        assertThat(GitRequest.parse("git-upload-pack '" + path + "'"))
                .contains(new GitRequest(false, EnvironmentName.of("shop", "hasura")));
    }

    @Test
    void anotherEnvironmentIsNamedByItsAlias() {
        assertThat(GitRequest.parse("git-receive-pack '/shop/staging.git'"))
                .contains(new GitRequest(true, EnvironmentName.of("shop", "staging")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "''",
                "shop.git",
                "\"shop.git\"",
                "'shop.git' ",
                " 'shop.git'",
                "'shop.git' 'shop.git'",
                "--strict 'shop.git'",
                "'--strict'",
                "'-shop.git'",
                "'shop'",
                "'/shop'",
                "'shop.git/'",
                "'//shop.git'",
                "'../shop.git'",
                "'/../shop.git'",
                "'/shop/../shop.git'",
                "'/shop/.git'",
                "'.git'",
                "'%2e%2e/shop.git'",
                "'sh%6fp.git'",
                "'~root/shop.git'",
                "'~/shop.git'",
                "'~/git/../shop'",
                "'~/git/shop/staging.git'",
                "'~/git/'",
                "'/etc/passwd'",
                "'/var/lib/shop.git'",
                "'C:\\shop.git'",
                "'..\\shop.git'",
                "'sh op.git'",
                "'shop.git\u0000'",
                "'shop\u0000.git'",
                "'shop.git\n'",
                "'shop.git'\n",
                "'Shop.git'",
                "'shöp.git'",
                "'a'\\''b.git'",
                "'shop.git';id",
                "'shop.git' && id",
                "'$(id).git'",
                "$(id)",
                "`id`",
                "'shop;id.git'",
                "'shop|id.git'"
            })
    void nothingElseIsOne(String argument) {
        assertThat(GitRequest.parse("git-upload-pack " + argument)).contains(new GitRequest(false, Optional.empty()));
        assertThat(GitRequest.parse("git-receive-pack " + argument)).contains(new GitRequest(true, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ls",
                "git",
                "git upload-pack 'shop.git'",
                "git-upload-archive 'shop.git'",
                "git-lfs-authenticate shop.git download",
                "git-shell -c \"git-upload-pack 'shop.git'\"",
                "/usr/bin/git-upload-pack 'shop.git'",
                " git-upload-pack 'shop.git'",
                "git-upload-pack",
                "git-upload-pack\t'shop.git'",
                "git-upload-packs 'shop.git'",
                "GIT-UPLOAD-PACK 'shop.git'",
                "scp -t /tmp",
                "rsync --server . /tmp",
                "env git-upload-pack 'shop.git'"
            })
    void noOtherCommandIsGits(String command) {
        assertThat(GitRequest.parse(command)).isEmpty();
    }

    @Test
    void aCommandHasAnEnd() {
        assertThat(GitRequest.parse("git-upload-pack '" + "a".repeat(100_000) + ".git'"))
                .isEmpty();
    }
}
