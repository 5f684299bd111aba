package dev.longshore.gateway;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Clients that send one request after the other. */
final class Load {
    private final Supplier<HttpRequest> requests;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<CompletableFuture<List<String>>> clients = new ArrayList<>();
    private volatile boolean goesOn = true;

    private Load(Supplier<HttpRequest> requests) {
        this.requests = requests;
    }

    static Load start(int clients, Supplier<HttpRequest> requests) {
        Load load = new Load(requests);
        for (int i = 0; i < clients; i++) {
            CompletableFuture<List<String>> client = new CompletableFuture<>();
            load.clients.add(client);
            Thread thread = new Thread(() -> client.complete(load.run()), "client " + i);
            thread.setDaemon(true);
            thread.start();
        }
        return load;
    }

    private List<String> run() {
        List<String> lost = new ArrayList<>();
        while (goesOn) {
            try {
                HttpResponse<String> response = TestClient.HTTP.send(requests.get(), BodyHandlers.ofString());
                if (response.statusCode() != 200) {
                    lost.add(response.body());
                }
            } catch (IOException | InterruptedException e) {
                lost.add(e.toString());
            }
            answered.incrementAndGet();
        }
        return lost;
    }

    void awaitMore(int requests) throws Exception {
        int before = answered.get();
        Await.until(requests + " more requests", () -> answered.get() >= before + requests);
    }

    /** Returns what was not answered as it should. */
    List<String> stop() throws Exception {
        goesOn = false;
        List<String> lost = new ArrayList<>();
        for (CompletableFuture<List<String>> client : clients) {
            lost.addAll(client.get());
        }
        return lost;
    }
}
