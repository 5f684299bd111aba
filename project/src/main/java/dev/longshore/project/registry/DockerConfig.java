package dev.longshore.project.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the logins of a Secret of type {@code kubernetes.io/dockerconfigjson}: the file that {@code docker login} writes.
 * What it tells of a mistake repeats nothing of the value but the names of registries.
 */
public final class DockerConfig {
    /** The key of the Secret that has the file. */
    public static final String KEY = ".dockerconfigjson";

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final Secret secret;
    private final Position position;
    private final Problems problems;

    private DockerConfig(Secret secret, Position position, Problems problems) {
        this.secret = secret;
        this.position = position;
        this.problems = problems;
    }

    /**
     * None when the Secret doesn't have the key.
     *
     * @param position where mistakes are told
     */
    public static List<RegistryLogin> read(Secret secret, Position position, Problems problems) {
        return Optional.ofNullable(secret.data().get(KEY))
                .map(value -> new DockerConfig(secret, position, problems).logins(value.text()))
                .orElse(List.of());
    }

    private List<RegistryLogin> logins(String text) {
        Optional<JsonNode> file = parse(text);
        if (file.isEmpty()) {
            return List.of();
        }
        JsonNode auths = file.get().path("auths");
        if (!auths.isObject()) {
            error("must be a JSON object with \"auths\": {\"auths\": {\"<registry>\": {\"auth\": …}}}");
            return List.of();
        }
        List<RegistryLogin> logins = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : auths.properties()) {
            RegistryScope.parse(entry.getKey())
                    .ifPresentOrElse(
                            scope -> login(scope, entry.getValue()).ifPresent(logins::add),
                            () -> error("has an entry in \"auths\" that names no registry such as ghcr.io"
                                    + " or https://index.docker.io/v1/"));
        }
        return logins;
    }

    private Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            error("isn't JSON (line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + " of it)");
            return Optional.empty();
        }
    }

    /** {@code auth} wins over {@code username} and {@code password}, as with Docker. */
    private Optional<RegistryLogin> login(RegistryScope scope, JsonNode entry) {
        String auth = entry.path("auth").asText("");
        if (!auth.isEmpty()) {
            return decoded(scope, auth);
        }
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        if (username.isEmpty() || password.isEmpty()) {
            error("has neither an \"auth\" nor a \"username\" and a \"password\" for " + scope
                    + "; where docker login keeps them elsewhere (\"credsStore\"), make the Secret with:"
                    + " kubectl create secret docker-registry");
            return Optional.empty();
        }
        return Optional.of(new RegistryLogin(secret.key().name(), scope, username, password));
    }

    private Optional<RegistryLogin> decoded(RegistryScope scope, String auth) {
        Optional<String> pair = base64(auth);
        int colon = pair.orElse("").indexOf(':');
        if (colon <= 0) {
            error("has an \"auth\" for " + scope + " that isn't <username>:<password> in base64");
            return Optional.empty();
        }
        String text = pair.orElse("");
        return Optional.of(
                new RegistryLogin(secret.key().name(), scope, text.substring(0, colon), text.substring(colon + 1)));
    }

    private static Optional<String> base64(String text) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void error(String what) {
        problems.error(position, "\"" + KEY + "\" of " + secret.key() + " " + what);
    }
}
