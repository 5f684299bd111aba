package dev.longshore.deployer.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.files.ClusterDirectory;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.testing.Objects;
import dev.longshore.project.name.Namespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyDirectoryTest {
    @Test
    void a_data_directory_whose_path_is_too_long_for_a_socket_is_told_before_anything_is_written(@TempDir Path root) {
        Path deep = root.resolve("d".repeat(100));
        ProxyPlan plan = new ProxyPlan(Objects.SHOP, Namespace.USER, "api", Map.of(), List.of(), List.of());
        ProxyDirectory directory = new ProxyDirectory(new ClusterDirectory(deep), plan, "spec");

        assertThatThrownBy(() -> directory.write(""))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("start the server with a shorter --data directory");
        assertThat(deep).doesNotExist();
    }
}
