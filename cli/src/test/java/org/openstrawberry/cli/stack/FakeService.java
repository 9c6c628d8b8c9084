package org.openstrawberry.cli.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** What stands for a built service: says that it is ready on the port of its environment; breaks when told to. */
public final class FakeService {
    private FakeService() {}

    /** Runs until it is signalled. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        if (Integer.toString(port).equals(System.getenv("FAKE_SERVICE_BROKEN_ON"))) {
            System.out.println("the flux capacitor is missing");
            System.exit(3);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(System.getenv("QUARKUS_HTTP_HOST"), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/api/runs", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("[]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }
}
