package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A line of the list of microservices; an empty text where there is nothing to say. */
record MicroserviceRow(
        String name,
        String namespace,
        String status,
        int ready,
        int desired,
        String detail,
        String internalUrl,
        List<String> externalUrls) {
    MicroserviceRow {
        externalUrls = List.copyOf(externalUrls);
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("name", name)
                .put("namespace", namespace)
                .put("status", status)
                .put("ready", ready)
                .put("desired", desired)
                .put("detail", detail)
                .put("internalUrl", internalUrl);
        ArrayNode urls = json.putArray("externalUrls");
        externalUrls.forEach(urls::add);
        return json;
    }
}
