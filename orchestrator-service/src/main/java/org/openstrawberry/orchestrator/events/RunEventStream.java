package org.openstrawberry.orchestrator.events;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.store.outbox.EventLog;
import org.openstrawberry.store.outbox.EventLog.Cursor;

/**
 * One subscriber's stream: the run's events in order, its progress every second and, when it is over and every event
 * was sent, {@code run.finished}.
 */
final class RunEventStream {
    private static final String PREFIX = "strawberry.";
    private static final String SUFFIX = ".v1";

    private final UUID runId;
    private final Subscriber subscriber;
    private final EventLog log;
    private final EventHorizon horizon;
    private final RunProgressSource runs;
    private final EventStreamConfig config;
    private Cursor cursor;
    private Optional<EventHorizon.Moment> over = Optional.empty();
    private long lastSent = System.nanoTime();
    private long nextProgress = System.nanoTime();

    RunEventStream(
            UUID runId,
            Cursor start,
            Subscriber subscriber,
            EventLog log,
            EventHorizon horizon,
            RunProgressSource runs,
            EventStreamConfig config) {
        this.runId = runId;
        this.cursor = start;
        this.subscriber = subscriber;
        this.log = log;
        this.horizon = horizon;
        this.runs = runs;
        this.config = config;
    }

    /**
     * Sends until the run is over or the subscriber is gone.
     *
     * @throws IOException when the subscriber is gone or too slow
     */
    void run() throws IOException, InterruptedException {
        while (subscriber.isOpen()) {
            // Looked at before the log is read: what is over now has written its last event already.
            Optional<EventHorizon.Moment> overBefore = over;
            boolean complete = overBefore.isPresent() && horizon.now().shows(overBefore.get());
            int sent = sendEvents();
            if (sent < config.batch() && complete) {
                finish();
                return;
            }
            sendProgress();
            if (sent < config.batch()) {
                keepAlive();
                Thread.sleep(config.poll());
            }
        }
    }

    private int sendEvents() throws IOException, InterruptedException {
        List<EventLog.Entry> entries = log.read(runId, cursor, config.batch());
        for (EventLog.Entry entry : entries) {
            send(name(entry.topic()), Optional.of(entry.cursor().toString()), entry.payload());
            cursor = entry.cursor();
        }
        return entries.size();
    }

    private void sendProgress() throws IOException, InterruptedException {
        if (over.isPresent() || System.nanoTime() < nextProgress) {
            return;
        }
        nextProgress = System.nanoTime() + config.progress().toNanos();
        Optional<RunProgressSource.Snapshot> snapshot = runs.progress(runId);
        if (snapshot.isPresent()) {
            send("progress", Optional.empty(), snapshot.get().progress());
            if (snapshot.get().over()) {
                over = Optional.of(horizon.now());
            }
        }
    }

    private void finish() throws IOException, InterruptedException {
        Optional<String> report = runs.report(runId);
        if (report.isPresent()) {
            send("run.finished", Optional.of(cursor.toString()), report.get());
        }
    }

    private void keepAlive() throws IOException, InterruptedException {
        if (Duration.ofNanos(System.nanoTime() - lastSent).compareTo(config.heartbeat()) >= 0) {
            subscriber.heartbeat();
            lastSent = System.nanoTime();
        }
    }

    private void send(String name, Optional<String> id, String data) throws IOException, InterruptedException {
        subscriber.event(name, id, data);
        lastSent = System.nanoTime();
    }

    /** {@code strawberry.turn.completed.v1} is {@code turn.completed}. */
    static String name(Topic topic) {
        String name = topic.topicName();
        return name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    }
}
