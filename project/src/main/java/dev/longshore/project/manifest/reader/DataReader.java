package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.yaml.YamlFields;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code ConfigMap} and {@code Secret} of core/v1. */
final class DataReader {
    private static final Pattern KEY = Pattern.compile("(?!\\.{1,2}$)[-._a-zA-Z0-9]{1,253}");

    private DataReader() {}

    static ConfigMap readConfigMap(ObjectKey key, YamlFields object) {
        Map<String, Datum> data = plain(object, "data");
        data.putAll(encoded(object, "binaryData"));
        object.accept("immutable");
        return new ConfigMap(key, object.position(), data);
    }

    /** {@code stringData} wins over {@code data}, as in the API. */
    static Secret readSecret(ObjectKey key, YamlFields object) {
        Map<String, Datum> data = encoded(object, "data");
        data.putAll(plain(object, "stringData"));
        object.accept("immutable", "type");
        return new Secret(key, object.position(), data);
    }

    private static Map<String, Datum> plain(YamlFields object, String field) {
        Map<String, Datum> data = new LinkedHashMap<>();
        object.textMap(field).forEach((key, text) -> {
            checkKey(object, field, key);
            data.put(key, Datum.ofText(text));
        });
        return data;
    }

    private static Map<String, Datum> encoded(YamlFields object, String field) {
        Map<String, Datum> data = new LinkedHashMap<>();
        object.textMap(field).forEach((key, text) -> {
            checkKey(object, field, key);
            String base64 = text.replaceAll("\\s", "");
            try {
                Base64.getDecoder().decode(base64);
                data.put(key, new Datum(base64));
            } catch (IllegalArgumentException e) {
                // The value may be a secret that somebody forgot to encode: it is not repeated.
                object.error(
                        field,
                        "\"" + field + "." + key + "\" must be base64; plain text goes to "
                                + (field.equals("data") ? "\"stringData\"" : "\"data\""));
            }
        });
        return data;
    }

    private static void checkKey(YamlFields object, String field, String key) {
        if (!KEY.matcher(key).matches()) {
            object.error(field, "the key \"" + key + "\" must be made of letters, digits, '-', '_' and '.'");
        }
    }
}
