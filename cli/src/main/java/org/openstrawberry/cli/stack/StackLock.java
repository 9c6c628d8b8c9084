package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Held while a stack starts or stops, so that two commands do not do it at once. It ends with the process that holds it. */
public final class StackLock implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws StackException when another command still holds it after the time-out
     */
    public static StackLock acquire(Path file, Duration timeout) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            long deadline = System.nanoTime() + timeout.toNanos();
            @Nullable FileLock lock = tryLock(channel);
            while (lock == null) {
                if (System.nanoTime() > deadline) {
                    channel.close();
                    throw new StackException("another strawberry command is starting or stopping this stack since "
                            + timeout.toSeconds() + " s; wait for it or stop it");
                }
                Thread.sleep(POLL);
                lock = tryLock(channel);
            }
            return new StackLock(channel);
        } catch (IOException e) {
            throw new StackException("the lock " + file + " cannot be taken: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for the lock of the stack", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this JVM holds it: wait for it as for another process.
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StackException("the lock of the stack cannot be given back", e);
        }
    }
}
