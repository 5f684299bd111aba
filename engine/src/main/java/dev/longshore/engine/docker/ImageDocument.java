package dev.longshore.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.Composition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An image's configuration, whose digest is the image's id. The same composition on the same base gives the same bytes.
 *
 * @param hex the digest
 */
record ImageDocument(String json, String hex) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ImageDocument of(Composition composition, BaseImage base) {
        String created = base.created().toString();
        ObjectNode document = JSON.createObjectNode();
        document.put("architecture", base.architecture());
        composition.config().author().ifPresent(author -> document.put("author", author));
        document.set("config", ImageConfigJson.write(composition.config()));
        document.put("created", created);
        ArrayNode history = document.putArray("history");
        base.diffIds()
                .forEach(layer -> history.addObject().put("created", created).put("created_by", "base"));
        composition
                .layers()
                .forEach(layer -> history.addObject().put("created", created).put("created_by", layer.createdBy()));
        document.put("os", base.os());
        ArrayNode layers = document.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        base.diffIds().forEach(layers::add);
        composition.layers().forEach(layer -> layers.add(layer.diffId()));
        base.variant().ifPresent(variant -> document.put("variant", variant));
        return of(document);
    }

    private static ImageDocument of(ObjectNode document) {
        try {
            String json = JSON.writeValueAsString(document);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return new ImageDocument(json, HexFormat.of().formatHex(digest));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return "sha256:" + hex;
    }
}
