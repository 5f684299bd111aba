package dev.longshore.gateway.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.route.RouteTable;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code <environment>.json}. A property that this gateway doesn't know makes the file unreadable: it might be a
 * restriction that must not be ignored.
 */
final class RouteFile {
    private static final String EXTENSION = ".json";
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern UPSTREAM_HOST = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9.]{0,251}[A-Za-z0-9])?");
    /** The characters of an encoded path (RFC 3986 §3.3). */
    private static final Pattern PATH = Pattern.compile("/[-A-Za-z0-9._~!$&'()*+,;=:@/%]*");

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(RouteTable.class);

    private RouteFile() {}

    /** The environment whose routes a file of this name holds. */
    static Optional<String> environmentOf(String fileName) {
        return fileName.endsWith(EXTENSION)
                ? DnsLabel.of(fileName.substring(0, fileName.length() - EXTENSION.length()))
                : Optional.empty();
    }

    static String nameFor(String environment) {
        return environment + EXTENSION;
    }

    /**
     * Reads one file's content.
     *
     * @throws IOException with a message for a person, if it isn't a table that can be served
     */
    static RouteTable parse(byte[] content) throws IOException {
        RouteTable table;
        try {
            table = Optional.<RouteTable>ofNullable(READER.readValue(content))
                    .orElseThrow(() -> new IOException("it holds null"));
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage() + position(e), e);
        }
        for (RouteTable.Entry entry : table.entries()) {
            check(HOST, "host", entry.host());
            check(PATH, "path", entry.path());
            check(PATH, "upstreamPath", entry.upstreamPath());
            check(UPSTREAM_HOST, "upstreamHost", entry.upstreamHost());
            if (entry.upstreamPort() < 1 || entry.upstreamPort() > 65535) {
                throw new IOException("upstreamPort " + entry.upstreamPort() + " isn't between 1 and 65535");
            }
        }
        return table;
    }

    private static void check(Pattern syntax, String property, String value) throws IOException {
        if (!syntax.matcher(value).matches()) {
            throw new IOException(property + " \"" + value + "\" isn't valid");
        }
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
