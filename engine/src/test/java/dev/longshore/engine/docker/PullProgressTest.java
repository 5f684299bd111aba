package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullProgressTest {
    @Test
    void hundredsOfMessagesBecomeThreeLines() throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        PullProgress progress = new PullProgress(lines::add);

        for (String message : List.of(
                "{'status':'Pulling from library/redis','id':'alpine'}",
                "{'status':'Already exists','id':'a'}",
                "{'status':'Pulling fs layer','id':'b'}",
                "{'status':'Downloading','progressDetail':{'current':1,'total':9},'id':'b'}",
                "{'status':'Pull complete','id':'b'}",
                "{'status':'Digest: sha256:0'}",
                "{'status':'Status: Downloaded newer image for redis:alpine'}")) {
            progress.add(new ObjectMapper().readTree(message.replace('\'', '"')));
        }

        assertThat(lines)
                .containsExactly(
                        "Pulling from library/redis:alpine",
                        "2 layers, 1 of them here already",
                        "Downloaded newer image for redis:alpine");
    }
}
