package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodmanWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    can only create exec sessions on running containers: container state improper | the container is not running
                    container create: unable to find network with name or ID shop: network not found | network shop not found
                    subnet 10.1.0.0/24 is already used on the host or by another config | pool 10.1.0.0/24 overlaps with another one
                    no such image: nothing | no such image: nothing
                    """)
    void whatPodmanRefusesIsToldAsDockerTellsIt(String podman, String docker) {
        assertThat(PodmanWords.inDockers(podman)).isEqualTo(docker);
    }

    @Test
    void whatKeepsAContainerFromBeingRemovedIsNamed() {
        String one = "0123456789abcdef".repeat(4);
        String other = "fedcba9876543210".repeat(4);

        assertThat(PodmanWords.dependents("container a has dependent containers which must be removed before it: " + one
                        + ", " + other + ": container already exists"))
                .containsExactly(one, other);
        assertThat(PodmanWords.dependents("no space left on device")).isEmpty();
    }

    @Test
    void archiveThatIsRefusedIsTheReasonAloneAndNotWhichFormatsItHasNot() {
        assertThat(PodmanWords.inDockers(
                        "failed to load image: payload does not match any of the supported image formats:"
                                + " * oci: open /var/tmp/load1/index.json: not a directory"
                                + " * docker-archive: writing blob: Digest did not match, expected sha256:1, got sha256:2"
                                + " * dir: open /var/tmp/load1/manifest.json: not a directory"))
                .isEqualTo("writing blob: Digest did not match, expected sha256:1, got sha256:2");
    }
}
