package dev.longshore.gateway.proxy;

import dev.longshore.gateway.route.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The header fields that an upstream sees. Backends trust {@code X-Hasura-*}, so nothing that a client sent may be read as
 * such: not in other case, nor with {@code _} or any other character that CGI-like servers fold into {@code _}.
 */
final class UpstreamHeaders {
    /** RFC 9110 §7.6.1, and what is only for this hop. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Names, as {@link #folded}, that only the edge may set. A CGI program reads {@code Proxy} as HTTP_PROXY. */
    private static final Set<String> SET_BY_THE_EDGE = Set.of("forwarded", "x-real-ip", "proxy");

    /** The gateway answers the expectation itself, as many upstreams never do. */
    private static final String EXPECT = "expect";

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^a-z0-9]");

    private UpstreamHeaders() {}

    static HttpFields of(Request request, Target target) {
        HttpFields received = request.getHeaders();
        Set<String> hopByHop = hopByHop(received);
        HttpFields.Mutable result = HttpFields.build();
        for (HttpField field : received) {
            String name = field.getLowerCaseName();
            if (!hopByHop.contains(name) && !name.equals(EXPECT) && !isSetByTheEdge(name)) {
                result.add(field);
            }
        }
        if (isWebSocket(request)) {
            result.put(HttpHeader.CONNECTION, "Upgrade").put(HttpHeader.UPGRADE, "websocket");
        }
        // A client that lists Host in Connection must not make it disappear.
        Optional.ofNullable(received.get(HttpHeader.HOST)).ifPresent(host -> {
            result.put(HttpHeader.HOST, host);
            result.put("X-Forwarded-Host", host);
        });
        result.put("X-Forwarded-For", Request.getRemoteAddr(request));
        result.put("X-Forwarded-Proto", request.isSecure() ? "https" : "http");
        target.domain().ifPresent(domain -> result.put("X-Hasura-Base-Domain", domain));
        result.put("X-Hasura-User-Id", "0");
        result.put("X-Hasura-Role", "anonymous");
        result.put("X-Hasura-Allowed-Roles", "anonymous");
        return result;
    }

    /** The names of the fields that end here: those of RFC 9110 and those that Connection lists; lower case. */
    static Set<String> hopByHop(HttpFields fields) {
        List<String> listed = fields.getCSV(HttpHeader.CONNECTION, false);
        if (listed.isEmpty()) {
            return HOP_BY_HOP;
        }
        Set<String> result = new HashSet<>(HOP_BY_HOP);
        listed.forEach(name -> result.add(name.toLowerCase(Locale.ROOT)));
        return result;
    }

    /** An opening handshake (RFC 6455 §4.1). Other upgrades aren't passed on: h2c would tunnel requests past the gateway. */
    static boolean isWebSocket(Request request) {
        HttpFields headers = request.getHeaders();
        return "GET".equals(request.getMethod())
                && "websocket".equalsIgnoreCase(headers.get(HttpHeader.UPGRADE))
                && headers.contains(HttpHeader.CONNECTION, "upgrade")
                && !hasContent(request);
    }

    static boolean hasContent(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private static boolean isSetByTheEdge(String name) {
        String folded = folded(name);
        return folded.startsWith("x-hasura-") || folded.startsWith("x-forwarded-") || SET_BY_THE_EDGE.contains(folded);
    }

    private static String folded(String lowerCaseName) {
        return NEITHER_LETTER_NOR_DIGIT.matcher(lowerCaseName).replaceAll("-");
    }
}
