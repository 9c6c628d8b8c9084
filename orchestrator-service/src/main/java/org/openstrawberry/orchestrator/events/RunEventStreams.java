package org.openstrawberry.orchestrator.events;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.openstrawberry.store.outbox.EventLog;

/** The open streams, each on a virtual thread, at most so many. */
@ApplicationScoped
public class RunEventStreams {
    private static final Logger LOG = Logger.getLogger(RunEventStreams.class);

    private final EventLog log;
    private final EventHorizon horizon;
    private final RunProgressSource runs;
    private final EventStreamConfig config;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("events-", 0).factory());

    RunEventStreams(EventLog log, EventHorizon horizon, RunProgressSource runs, EventStreamConfig config) {
        this.log = log;
        this.horizon = horizon;
        this.runs = runs;
        this.config = config;
        this.free = new Semaphore(config.subscribers());
    }

    /** Where a stream begins. */
    public sealed interface Start {
        /** With the run's first event. */
        record Beginning() implements Start {}

        /** With what happens from now on. */
        record Now() implements Start {}

        /** After that event. */
        record After(EventLog.Cursor cursor) implements Start {}
    }

    /**
     * Sends the run's events to the subscriber from now until the run is over.
     *
     * @return false when as many streams are open as may be
     */
    public boolean open(UUID runId, Start start, Subscriber subscriber) {
        if (!free.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                stream(runId, start, subscriber).run();
            } catch (IOException e) {
                LOG.debugf(e, "subscriber lost runId=%s", runId);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The subscriber comes back with the last id it got; what it needs to know is in the log here.
                LOG.errorf(e, "event stream failed runId=%s", runId);
            } finally {
                free.release();
                subscriber.close();
            }
        });
        return true;
    }

    private RunEventStream stream(UUID runId, Start start, Subscriber subscriber) {
        EventLog.Cursor cursor = switch (start) {
            case Start.Beginning _ -> EventLog.Cursor.START;
            case Start.Now _ -> horizon.now().end();
            case Start.After after -> after.cursor();
        };
        return new RunEventStream(runId, cursor, subscriber, log, horizon, runs, config);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** How many more streams can be opened. */
    int free() {
        return free.availablePermits();
    }

    /** Where a stream resumes, by what the subscriber got last. */
    public static Optional<Start> after(String lastEventId) {
        try {
            return Optional.of(new Start.After(EventLog.Cursor.parse(lastEventId.strip())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
