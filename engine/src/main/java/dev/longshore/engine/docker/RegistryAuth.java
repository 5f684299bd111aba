package dev.longshore.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.project.registry.RegistryLogin;
import java.util.Base64;
import java.util.Map;

/** A login in the form in which an engine takes it with a request. */
final class RegistryAuth {
    static final String HEADER = "X-Registry-Auth";

    private RegistryAuth() {}

    static String of(RegistryLogin login, ObjectMapper json) {
        try {
            byte[] fields = json.writeValueAsBytes(Map.of(
                    "username", login.username(),
                    "password", login.password(),
                    "serveraddress", login.scope().host()));
            return Base64.getUrlEncoder().encodeToString(fields);
        } catch (JsonProcessingException e) {
            // The cause would quote what it couldn't write.
            throw new IllegalArgumentException("a login that JSON can't express");
        }
    }
}
