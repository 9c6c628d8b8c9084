package org.openstrawberry.model.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.catalog.ModelCatalog;
import org.openstrawberry.model.file.FileStore;
import org.openstrawberry.model.file.StoredFile;
import org.openstrawberry.model.http.Answers;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Json;
import org.openstrawberry.model.http.Page;
import org.openstrawberry.model.storage.Ids;

/** {@code /v1/fine_tuning/jobs}. */
@Path("/v1/fine_tuning/jobs")
@RunOnVirtualThread
public class JobsResource {
    private static final int JOBS = 20;
    private static final int CHECKPOINTS = 10;
    private static final int MAX_PAGE = 1_000;

    private final JobStore store;
    private final JobRunner runner;
    private final FileStore files;
    private final ModelCatalog catalog;
    private final ModelConfig.Jobs settings;

    JobsResource(JobStore store, JobRunner runner, FileStore files, ModelCatalog catalog, ModelConfig config) {
        this.store = store;
        this.runner = runner;
        this.files = files;
        this.catalog = catalog;
        settings = config.jobs();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(byte[] body) throws IOException {
        JobRequests request = JobRequests.read(Json.body(body));
        if (!catalog.has(request.model())) {
            throw ModelCatalog.unknown(request.model());
        }
        Job job;
        synchronized (store) {
            requireRoom();
            job = job(request);
            copy(job.id(), request.trainingFile(), "training_file", JobRunner.TRAINING);
            copy(job.id(), request.validationFile(), "validation_file", JobRunner.VALIDATION);
            copy(job.id(), request.replayFile(), "replay_file", JobRunner.REPLAY);
            store.add(job);
        }
        store.message(job.id(), "info", "Created fine-tuning job: " + job.id(), null);
        runner.wake();
        return Answers.ok(JobViews.job(job));
    }

    private void requireRoom() {
        List<Job> all = store.all();
        if (all.stream().filter(job -> !job.status().isOver()).count() >= settings.queue()) {
            throw ApiException.busy("As many jobs wait as may (" + settings.queue() + ").");
        }
        if (all.size() >= settings.maxJobs()) {
            throw ApiException.refused(409, "too_many_jobs", "As many jobs are kept as may be.");
        }
    }

    private Job job(JobRequests request) {
        Long seed = request.seed();
        return new Job(
                Ids.next("ftjob-"),
                store.nextOrder(),
                Instant.now().getEpochSecond(),
                request.model(),
                Job.Status.VALIDATING_FILES,
                false,
                request.trainingFile(),
                request.validationFile(),
                request.replayFile(),
                request.tuning(),
                request.suffix(),
                seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed,
                request.metadata(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                false);
    }

    /** A job keeps its files, so that nobody can delete them under it. */
    private void copy(String job, @Nullable String id, String param, String name) throws IOException {
        if (id != null) {
            StoredFile file = files.find(id)
                    .filter(found -> found.purpose().equals("fine-tune"))
                    .orElseThrow(() ->
                            ApiException.invalid(param, "invalid_" + param, "The file '" + id + "' does not exist."));
            Files.copy(files.content(file), store.folder(job).resolve(name));
        }
    }

    @GET
    public Response list(@RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        Page<Job> page = Page.of(store.all(), Job::id, after, Page.limit(limit, JOBS, MAX_PAGE));
        return answer(page, Job::id, JobViews::job);
    }

    @GET
    @Path("{id}")
    public Response get(@RestPath String id) {
        return Answers.ok(JobViews.job(find(id)));
    }

    @GET
    @Path("{id}/events")
    public Response events(@RestPath String id, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        List<JobEvent> newestFirst = store.events(find(id).id()).reversed();
        Page<JobEvent> page = Page.of(newestFirst, JobEvent::id, after, Page.limit(limit, JOBS, MAX_PAGE));
        return answer(page, JobEvent::id, JobViews::event);
    }

    @GET
    @Path("{id}/checkpoints")
    public Response checkpoints(
            @RestPath String id, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        Job job = find(id);
        Page<Job.JobCheckpoint> page = Page.of(
                job.checkpoints().reversed(), Job.JobCheckpoint::id, after, Page.limit(limit, CHECKPOINTS, MAX_PAGE));
        return answer(page, Job.JobCheckpoint::id, checkpoint -> JobViews.checkpoint(job, checkpoint));
    }

    @POST
    @Path("{id}/cancel")
    public Response cancel(@RestPath String id) throws IOException {
        Job job = change(
                id,
                "cancelled",
                open -> open.ended(Job.Status.CANCELLED, Instant.now().getEpochSecond(), null));
        runner.tell(job);
        return Answers.ok(JobViews.job(job));
    }

    @POST
    @Path("{id}/pause")
    public Response pause(@RestPath String id) throws IOException {
        return Answers.ok(JobViews.job(change(id, "paused", open -> open.paused(true))));
    }

    @POST
    @Path("{id}/resume")
    public Response resume(@RestPath String id) throws IOException {
        return Answers.ok(JobViews.job(change(id, "resumed", open -> open.paused() ? open.paused(false) : open)));
    }

    private Job change(String id, String what, UnaryOperator<Job> change) throws IOException {
        Job changed = store.change(id, job -> {
            if (job.status().isOver()) {
                throw ApiException.invalid(
                        null,
                        "job_not_active",
                        "The job " + id + " is " + JobViews.status(job) + " and cannot be " + what + ".");
            }
            return change.apply(job);
        });
        store.message(id, "info", "The job has been " + what, null);
        runner.wake();
        return changed;
    }

    private Job find(String id) {
        return store.find(id).orElseThrow(() -> JobStore.unknown(id));
    }

    private static <T> Response answer(Page<T> page, Function<T, String> id, Function<T, ObjectNode> view) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        page.items().forEach(item -> data.add(view.apply(item)));
        return Answers.ok(page.describe(body, id));
    }
}
