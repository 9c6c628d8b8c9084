package org.openstrawberry.llm.limit.load;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openstrawberry.llm.limit.patience.Patience;

/** Lets so many calls of this process to one server begin as its latency bears. Safe between threads. */
public final class LoadGate {

    private final LatencyLimit learnt;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private int inFlight;

    /** Nothing in flight. */
    public LoadGate(LatencyLimit learnt) {
        this.learnt = learnt;
    }

    /**
     * Lets a call begin; one of the three methods that end it must follow.
     *
     * @return false if patience ended before
     */
    public boolean acquire(Patience patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inFlight >= learnt.limit()) {
                long left = patience.leftNanos();
                if (left == 0) {
                    return false;
                }
                long _ = freed.awaitNanos(left);
            }
            inFlight++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A call has ended with its reply. */
    public void succeeded(double latencyPerToken) {
        end(() -> learnt.succeeded(latencyPerToken, inFlight));
    }

    /** A call has failed as calls do when a server is overloaded. */
    public void failed() {
        end(learnt::failed);
    }

    /** A call has ended in a way that says nothing of the server's load. */
    public void ignored() {
        end(() -> {});
    }

    private void end(Runnable lesson) {
        lock.lock();
        try {
            lesson.run();
            inFlight--;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many may be in flight now. */
    public int limit() {
        lock.lock();
        try {
            return learnt.limit();
        } finally {
            lock.unlock();
        }
    }
}
