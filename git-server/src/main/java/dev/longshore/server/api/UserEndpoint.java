package dev.longshore.server.api;

import dev.longshore.server.access.Action;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Who the caller is: how a client checks its token. */
final class UserEndpoint implements Endpoint {
    @Override
    public Pattern path() {
        return Pattern.compile("/user");
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws IOException {
        Json.write(
                response,
                Json.object()
                        .put("name", call.user().name())
                        .put("role", call.user().role().text()));
    }
}
