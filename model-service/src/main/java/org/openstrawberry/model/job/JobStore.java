package org.openstrawberry.model.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Json;
import org.openstrawberry.model.storage.DataFolder;
import org.openstrawberry.model.storage.Ids;
import org.openstrawberry.model.storage.Records;

/** Jobs and their events on disk. */
@Singleton
public class JobStore {
    private final Path folder;
    private final Records<Job> records;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, List<JobEvent>> events = new ConcurrentHashMap<>();

    /** Reads what there is. */
    public JobStore(DataFolder data) {
        folder = data.folder("jobs");
        try {
            records = new Records<>(folder, Job.class);
            for (Job job : records.readAll()) {
                jobs.put(job.id(), job);
                events.put(job.id(), readEvents(job.id()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the jobs cannot be read", e);
        }
    }

    /** The folder of a job's own files. */
    Path folder(String id) throws IOException {
        return Files.createDirectories(folder.resolve(id));
    }

    /** All jobs, the newest first. */
    public List<Job> all() {
        return jobs.values().stream()
                .sorted(Comparator.comparingLong(Job::order).reversed())
                .toList();
    }

    /** One of them. */
    public Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The next place in the order. */
    synchronized long nextOrder() {
        return jobs.values().stream().mapToLong(Job::order).max().orElse(0) + 1;
    }

    /** Keeps a new job. */
    synchronized void add(Job job) throws IOException {
        records.write(job.id(), job);
        jobs.put(job.id(), job);
        events.put(job.id(), new ArrayList<>());
    }

    /**
     * Changes a job.
     *
     * @throws ApiException if there is none of that id, or the change does
     */
    synchronized Job change(String id, UnaryOperator<Job> change) throws IOException {
        Job before = find(id).orElseThrow(() -> unknown(id));
        Job after = change.apply(before);
        if (!after.equals(before)) {
            records.write(id, after);
            jobs.put(id, after);
        }
        return after;
    }

    /** Refuses an id. */
    static ApiException unknown(String id) {
        return ApiException.notFound(null, "fine_tune_not_found", "Could not find fine tune: " + id);
    }

    /** What happened to a job, the oldest first. */
    public List<JobEvent> events(String id) {
        synchronized (this) {
            return List.copyOf(events.getOrDefault(id, List.of()));
        }
    }

    /** Tells something about a job. */
    void message(String id, String level, String text, @Nullable ObjectNode data) throws IOException {
        append(id, new JobEvent(Ids.next("ftevent-"), Instant.now().getEpochSecond(), level, "message", text, 0, data));
    }

    /** Tells the figures of a step, unless they were told before a crash. */
    void metrics(String id, long step, String text, ObjectNode data) throws IOException {
        boolean known = events(id).stream()
                .anyMatch(event -> event.step() == step && event.message().equals(text));
        if (!known) {
            append(
                    id,
                    new JobEvent(
                            Ids.next("ftevent-"), Instant.now().getEpochSecond(), "info", "metrics", text, step, data));
        }
    }

    private synchronized void append(String id, JobEvent event) throws IOException {
        byte[] line = Json.bytes(Json.tree(event));
        byte[] ended = java.util.Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        Files.write(folder(id).resolve("events.jsonl"), ended, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        events.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
    }

    /** A last line that a crash cut off is dropped, from the file too, so that the next one starts on a line of its own. */
    private List<JobEvent> readEvents(String id) throws IOException {
        Path file = folder(id).resolve("events.jsonl");
        List<JobEvent> all = new ArrayList<>();
        if (!Files.exists(file)) {
            return all;
        }
        String content = Files.readString(file, StandardCharsets.UTF_8);
        int whole = content.lastIndexOf('\n') + 1;
        if (whole < content.length()) {
            Files.writeString(file, content.substring(0, whole));
        }
        for (String line : content.substring(0, whole).lines().toList()) {
            try {
                all.add(Json.value(Json.parse(line.getBytes(StandardCharsets.UTF_8)), JobEvent.class));
            } catch (JsonProcessingException e) {
                throw new IOException("the events of " + id + " are damaged", e);
            }
        }
        return all;
    }
}
