package org.openstrawberry.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Interrupts the command's thread when the process is told to end, gives it time to leave in good order, and then runs
 * what is to be done last. Closing it ends that.
 */
final class CtrlC implements AutoCloseable {
    private static final Duration LEAVE = Duration.ofSeconds(90);

    private final CountDownLatch left = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread command = Thread.currentThread();
    private final Runnable atTheEnd;

    private CtrlC(Runnable atTheEnd) {
        this.atTheEnd = atTheEnd;
    }

    /** From now on, for the thread that calls. */
    static CtrlC then(Runnable atTheEnd) {
        CtrlC handler = new CtrlC(atTheEnd);
        Runtime.getRuntime().addShutdownHook(new Thread(handler::shutDown, "ctrl-c"));
        return handler;
    }

    private void shutDown() {
        if (closed.get()) {
            return;
        }
        command.interrupt();
        try {
            if (!left.await(LEAVE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("the command did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        atTheEnd.run();
    }

    /** Whether the process was told to end, so that there is nothing to complain about. */
    boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public void close() {
        // When the interrupt has come the hook waits for this, and goes on.
        if (!isInterrupted()) {
            closed.set(true);
        }
        left.countDown();
    }
}
