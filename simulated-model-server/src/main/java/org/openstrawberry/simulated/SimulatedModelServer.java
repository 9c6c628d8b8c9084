package org.openstrawberry.simulated;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A model server for tests and load runs. It speaks the OpenAI chat protocol ({@code POST /v1/chat/completions}, whole
 * or streamed, and {@code GET /v1/models}), answers by a {@link ReplyScript}, waits by a {@link Latency} and fails by a
 * {@link FaultPlan}. It listens on the loopback address only. {@code GET /_log} gives a line of JSON for each request,
 * {@code GET /_stats} the counts; {@code POST /_reset} forgets both.
 */
public final class SimulatedModelServer implements AutoCloseable {

    private static final int BACKLOG = 4096;

    static {
        // Read once, when the JDK's server is first used. Its own limits (200 idle connections, closed after 30 s)
        // would cut connections that a client with a thousand calls in flight is about to use again, and without
        // "nodelay" a reply of two writes waits for the client's delayed acknowledgement.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "20000");
        setUnlessSet("sun.net.httpserver.idleInterval", "600");
    }

    private final HttpServer http;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final RequestLog log;
    private final RecentRequests recent;
    private final AtomicReference<ReplyScript> script;
    private final AtomicReference<FaultPlan> faults;
    private final AtomicReference<Latency> latency;

    private SimulatedModelServer(ServerSettings settings) throws IOException {
        log = new RequestLog(settings.logCapacity());
        recent = new RecentRequests(settings.keptRequests());
        script = new AtomicReference<>(settings.script());
        faults = new AtomicReference<>(settings.faults());
        latency = new AtomicReference<>(settings.latency());
        ObjectMapper json = new ObjectMapper();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
        http.setExecutor(workers);
        ChatHandler chat = new ChatHandler(settings, json, log, recent, script::get, faults::get, latency::get);
        http.createContext("/", chat);
        http.createContext("/v1/models", new ModelsHandler(settings.models(), json));
        http.createContext("/_", new ControlHandler(log, recent, json));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A builder with a free port, a {@link ReasoningScript}, no delay and no faults. */
    public static SimulatedModelServerBuilder builder() {
        return new SimulatedModelServerBuilder();
    }

    static SimulatedModelServer start(ServerSettings settings) {
        try {
            SimulatedModelServer server = new SimulatedModelServer(settings);
            server.http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated model server cannot listen on port " + settings.port(), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** What a client takes as its base URL, {@code http://127.0.0.1:PORT/v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    /** The log, oldest first. */
    public List<LogEntry> log() {
        return log.entries();
    }

    /** The newest requests with headers and body, oldest first; as many as the builder was told to keep. */
    public List<SimulatedRequest> requests() {
        return recent.list();
    }

    /** Counts since the start or the last reset. */
    public ServerStats stats() {
        return log.stats();
    }

    /** Requests being answered at this moment. */
    public int inFlight() {
        return log.stats().inFlight();
    }

    /** Answers by another script from the next request on. */
    public void script(ReplyScript newScript) {
        script.set(newScript);
    }

    /** Fails by another plan from the next request on. */
    public void faults(FaultPlan newFaults) {
        faults.set(newFaults);
    }

    /** Waits otherwise from the next request on. */
    public void latency(Latency newLatency) {
        latency.set(newLatency);
    }

    /** Forgets the log, the counts and the kept requests. */
    public void reset() {
        log.reset();
        recent.clear();
    }

    /** Stops at once; requests in flight are cut. */
    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }
}
