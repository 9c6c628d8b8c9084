package org.openstrawberry.model.file;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.storage.DataFolder;
import org.openstrawberry.model.storage.Ids;
import org.openstrawberry.model.storage.Records;
import org.openstrawberry.model.storage.StoredFiles;

/** Files on disk: the content first, then the record that makes it count. */
@Singleton
public class FileStore {
    private static final String CONTENT = ".content";

    private final Path folder;
    private final Records<StoredFile> records;
    private final int most;
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();

    /** Reads what there is, and deletes content that never got its record. */
    public FileStore(DataFolder data, ModelConfig config) {
        folder = data.folder("files");
        most = config.files().maxFiles();
        try {
            records = new Records<>(folder, StoredFile.class);
            records.readAll().forEach(file -> files.put(file.id(), file));
            deleteStrays();
        } catch (IOException e) {
            throw new UncheckedIOException("the files cannot be read", e);
        }
    }

    private void deleteStrays() throws IOException {
        Set<Path> known = new HashSet<>();
        files.keySet().forEach(id -> known.add(content(id)));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(CONTENT)).toList()) {
                if (!known.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Keeps a copy of a file.
     *
     * @param expiresAt seconds since 1970; null for never
     * @throws ApiException if as many are kept as may be
     */
    public synchronized StoredFile add(Path source, String filename, String purpose, @Nullable Long expiresAt)
            throws IOException {
        if (list().size() >= most) {
            throw ApiException.refused(
                    409, "too_many_files", "As many files are kept as may be (" + most + "); delete some.");
        }
        String id = Ids.next("file-");
        String checksum = StoredFiles.write(content(id), out -> Files.copy(source, out));
        long now = Instant.now().getEpochSecond();
        StoredFile file = new StoredFile(id, Files.size(content(id)), now, expiresAt, filename, purpose, checksum);
        records.write(id, file);
        files.put(id, file);
        return file;
    }

    /** All that have not expired, the newest first; those that have are deleted. */
    public List<StoredFile> list() throws IOException {
        long now = Instant.now().getEpochSecond();
        for (StoredFile file : List.copyOf(files.values())) {
            if (file.expiresAt() != null && file.expiresAt() <= now) {
                delete(file.id());
            }
        }
        return files.values().stream()
                .sorted(Comparator.comparingLong(StoredFile::createdAt)
                        .thenComparing(StoredFile::id)
                        .reversed())
                .toList();
    }

    /** One of them. */
    public Optional<StoredFile> find(String id) throws IOException {
        list();
        return Optional.ofNullable(files.get(id));
    }

    /**
     * The content of a file.
     *
     * @throws IOException if it is not what was uploaded
     */
    public Path content(StoredFile file) throws IOException {
        Path content = content(file.id());
        if (!StoredFiles.checksum(content).equals(file.checksum())) {
            throw new IOException("the content of " + file.id() + " is damaged");
        }
        return content;
    }

    /** Deletes one, if it is there. */
    public void delete(String id) throws IOException {
        if (files.remove(id) != null) {
            records.delete(id);
            Files.deleteIfExists(content(id));
        }
    }

    private Path content(String id) {
        return folder.resolve(id + CONTENT);
    }
}
