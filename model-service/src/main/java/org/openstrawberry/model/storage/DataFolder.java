package org.openstrawberry.model.storage;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openstrawberry.model.ModelConfig;

/** The folder of all that is kept, locked against other services. */
@Singleton
public class DataFolder {
    private final Path folder;
    private final FileChannel channel;

    /**
     * Takes the folder.
     *
     * @throws IllegalStateException if another service has it
     * @throws UncheckedIOException if it cannot be written to
     */
    public DataFolder(ModelConfig config) {
        try {
            folder = Files.createDirectories(config.data()).toAbsolutePath();
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock() == null) {
                throw new IllegalStateException("another model service uses " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + config.data() + " cannot be used", e);
        }
    }

    private @org.jspecify.annotations.Nullable FileLock lock() throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("another model service of this process uses " + folder, e);
        }
    }

    /** A folder within, which is made. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the folder to others. */
    @PreDestroy
    public void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
