package org.openstrawberry.model.catalog;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether anybody is waiting for a reply: training gives way then. */
@Singleton
public class SamplingLoad {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int active;

    void began() {
        lock.lock();
        try {
            active++;
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        lock.lock();
        try {
            active--;
            if (active == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Requests under way. */
    public int active() {
        lock.lock();
        try {
            return active;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when nobody is waiting for a reply, after so long at the latest. */
    public void awaitIdle(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = most.toNanos();
            while (active > 0 && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
