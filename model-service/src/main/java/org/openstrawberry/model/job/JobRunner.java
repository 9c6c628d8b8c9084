package org.openstrawberry.model.job;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.train.TrainingDivergedException;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.catalog.ModelCatalog;
import org.openstrawberry.model.catalog.SamplingLoad;
import org.openstrawberry.model.catalog.TunedModel;
import org.openstrawberry.model.file.FileStore;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.webhook.Webhooks;

/** Runs the jobs, one at a time, in their order. A job that a crash stopped goes on when the service is back. */
@Singleton
class JobRunner {
    static final String TRAINING = "training.jsonl";
    static final String VALIDATION = "validation.jsonl";
    static final String REPLAY = "replay.jsonl";

    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final long LOOK_SECONDS = 5;
    private static final long STOP_MILLIS = 3_000;

    private final JobStore store;
    private final ModelCatalog catalog;
    private final FileStore files;
    private final SamplingLoad load;
    private final Webhooks webhooks;
    private final ModelConfig.Jobs settings;
    private final Semaphore news = new Semaphore(0);
    private @Nullable Thread thread;

    JobRunner(
            JobStore store,
            ModelCatalog catalog,
            FileStore files,
            SamplingLoad load,
            Webhooks webhooks,
            ModelConfig config) {
        this.store = store;
        this.catalog = catalog;
        this.files = files;
        this.load = load;
        this.webhooks = webhooks;
        settings = config.jobs();
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("model-jobs").daemon().start(this::work);
        store.all().stream().filter(job -> job.status().isOver() && !job.told()).forEach(this::tell);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(STOP_MILLIS);
        }
    }

    /** Something may have to be done. */
    void wake() {
        news.release();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Job> next =
                        store.all().stream().filter(Job::isWaiting).min(Comparator.comparingLong(Job::order));
                if (next.isPresent()) {
                    run(next.get());
                } else if (news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    news.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("jobs are not run any more, because what becomes of them cannot be kept", e);
        }
    }

    private void run(Job job) throws IOException, InterruptedException {
        try {
            train(job);
        } catch (ApiException e) {
            fail(job, new Job.Failure(e.code(), e.text(), e.param()));
        } catch (TrainingDivergedException e) {
            fail(job, new Job.Failure("training_diverged", String.valueOf(e.getMessage()), null));
        } catch (CancellationException e) {
            // The service stops in the middle of a step; the job goes on from where it was saved.
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            String errorId = UUID.randomUUID().toString();
            LOG.errorf(e, "job %s failed errorId=%s", job.id(), errorId);
            fail(job, new Job.Failure("internal_error", "The job failed; the log tells why under " + errorId, null));
        }
    }

    private void train(Job job) throws IOException, InterruptedException {
        Weights start = catalog.weights(job.model());
        boolean first = job.status() == Job.Status.VALIDATING_FILES;
        if (first) {
            store.message(job.id(), "info", "Validating training file: " + job.trainingFile(), null);
        }
        TrainingPlan plan = plan(job, start);
        if (first) {
            store.message(job.id(), "info", "Files validated, moving job to queued state", null);
        }
        Job running = store.change(job.id(), now -> now.isWaiting() ? now.with(Job.Status.RUNNING) : now);
        if (running.status() != Job.Status.RUNNING) {
            return;
        }
        store.message(job.id(), "info", "Fine-tuning job started", null);
        JobTraining training = new JobTraining(store, catalog, load, settings, job.id(), plan, start);
        Optional<Weights> weights = training.run();
        if (weights.isPresent()) {
            succeed(running, weights.get(), plan);
        }
        if (store.find(job.id()).orElseThrow().status().isOver()) {
            training.forget();
        }
    }

    private TrainingPlan plan(Job job, Weights start) throws IOException {
        TrainingFiles reader = new TrainingFiles(start.shape().context());
        Path folder = store.folder(job.id());
        Path training = folder.resolve(TRAINING);
        Path validation = folder.resolve(VALIDATION);
        boolean validated = job.validationFile() != null;
        if (job.tuning().type().equals(Tuning.SUPERVISED)) {
            List<Sequence> held = validated ? reader.demonstrations(validation, "validation_file") : List.of();
            return TrainingPlan.supervised(
                    reader.demonstrations(training, "training_file"), held, job.tuning(), job.seed());
        }
        List<TrainingFiles.Pair> held = validated ? reader.pairs(validation, "validation_file") : List.of();
        List<Sequence> replay =
                job.replayFile() == null ? List.of() : reader.demonstrations(folder.resolve(REPLAY), "replay_file");
        return TrainingPlan.preference(
                reader.pairs(training, "training_file"), held, replay, job.tuning(), job.seed(), start);
    }

    private void succeed(Job job, Weights weights, TrainingPlan plan) throws IOException {
        long now = Instant.now().getEpochSecond();
        String name = TunedNames.result(catalog.baseName(), job);
        catalog.add(new TunedModel(name, now, job.model(), job.id()), weights);
        Path results = store.folder(job.id()).resolve("results.csv");
        Files.writeString(results, JobResults.csv(store.events(job.id())));
        String file = files.add(results, "step_metrics.csv", "fine-tune-results", null)
                .id();
        // Who cancelled while the last step was done keeps a cancelled job; the model is there all the same.
        Job done = store.change(
                job.id(), last -> last.status().isOver() ? last : last.succeeded(now, name, plan.tokens(), file));
        if (done.status() == Job.Status.SUCCEEDED) {
            store.message(job.id(), "info", "New fine-tuned model created: " + name, null);
            store.message(job.id(), "info", "The job has successfully completed", null);
            tell(done);
        }
    }

    private void fail(Job job, Job.Failure why) throws IOException {
        Job failed = store.change(
                job.id(),
                now -> now.status().isOver()
                        ? now
                        : now.ended(Job.Status.FAILED, Instant.now().getEpochSecond(), why));
        store.message(job.id(), "error", "The job failed: " + why.message(), null);
        tell(failed);
    }

    /** Has the webhook told how a job ended. */
    void tell(Job job) {
        webhooks.tell("fine_tuning.job." + JobViews.status(job), job.id(), () -> {
            try {
                store.change(job.id(), Job::tell);
            } catch (IOException e) {
                LOG.warnf("that the webhook knows of %s cannot be kept: %s", job.id(), e.getMessage());
            }
        });
    }
}
