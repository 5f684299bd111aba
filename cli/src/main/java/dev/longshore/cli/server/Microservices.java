package dev.longshore.cli.server;

import java.util.List;

/** What runs in an environment: its own microservices, and the platform's. */
public record Microservices(List<Microservice> custom, List<Microservice> platform) {
    /**
     * One microservice.
     *
     * @param detail why it isn't running as it should; empty when it is
     * @param internalUrl where the other microservices reach it; may be empty
     */
    public record Microservice(
            String name,
            String namespace,
            String status,
            int ready,
            int desired,
            String detail,
            String internalUrl,
            List<String> externalUrls) {}
}
