package dev.longshore.server.http;

import java.time.Duration;

/**
 * What the HTTP door grants.
 *
 * @param headTime how long a client may take from its connection, or from the last answer, to the end of a request's head
 * @param connections how many may be open at once; others wait to be accepted
 * @param threads how many requests are answered at once
 * @param requestsPerUser how many requests of one user may be open at once
 */
public record HttpLimits(Duration headTime, int connections, int threads, int requestsPerUser) {
    public static final HttpLimits DEFAULT = new HttpLimits(Duration.ofSeconds(30), 4096, 500, 100);

    public HttpLimits withHeadTime(Duration time) {
        return new HttpLimits(time, connections, threads, requestsPerUser);
    }

    public HttpLimits withConnections(int count) {
        return new HttpLimits(headTime, count, threads, requestsPerUser);
    }

    public HttpLimits withRequestsPerUser(int count) {
        return new HttpLimits(headTime, connections, threads, count);
    }
}
