package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageConfig.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageConfigJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void readsAnEnginesDescription() throws JsonProcessingException {
        String described = """
                {"Hostname":"","User":"1000","ExposedPorts":{"80/tcp":{},"53/udp":{}},"Env":["B=1","A=2"],
                 "Cmd":["run"],"Entrypoint":null,"Volumes":null,"WorkingDir":"","OnBuild":null,"Labels":{"a":"b"},
                 "StopSignal":"SIGQUIT","Shell":["/bin/sh","-ec"],"ArgsEscaped":true,
                 "Healthcheck":{"Test":["CMD","check"],"Interval":5000000000,"Retries":4}}
                """;

        assertThat(ImageConfigJson.read(JSON.readTree(described), Optional.empty()))
                .isEqualTo(new ImageConfig(
                        Optional.of("1000"),
                        List.of("53/udp", "80/tcp"),
                        List.of("B=1", "A=2"),
                        Optional.empty(),
                        Optional.of(List.of("run")),
                        List.of(),
                        Optional.empty(),
                        Map.of("a", "b"),
                        Optional.of("SIGQUIT"),
                        Optional.of(new HealthCheck(
                                List.of("CMD", "check"),
                                Optional.of(Duration.ofSeconds(5)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                4)),
                        Optional.of(List.of("/bin/sh", "-ec")),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void anImageThatSaysNothingHasNoConfiguration() throws JsonProcessingException {
        assertThat(ImageConfigJson.read(JSON.readTree("null"), Optional.empty()))
                .isEqualTo(ImageConfig.NONE);
        assertThat(ImageConfigJson.write(ImageConfig.NONE)).hasToString("{}");
    }

    @Test
    void whatItWritesItReads() {
        ImageConfig config = ImageConfig.NONE
                .withEntrypoint(Optional.of(List.of()))
                .withVolumes(List.of("/data"))
                .withOnBuild(List.of("RUN x"))
                .withHealth(Optional.of(new HealthCheck(
                        List.of("NONE"),
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(1500)),
                        Optional.of(Duration.ofMinutes(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        0)));

        assertThat(ImageConfigJson.read(ImageConfigJson.write(config), Optional.empty()))
                .isEqualTo(config);
    }
}
