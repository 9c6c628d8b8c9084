package org.openstrawberry.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.micro.model.ModelFileException;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.train.Checkpoint;
import org.openstrawberry.micro.train.StepReport;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.catalog.ModelCatalog;
import org.openstrawberry.model.catalog.SamplingLoad;
import org.openstrawberry.model.catalog.TunedModel;
import org.openstrawberry.model.http.Json;
import org.openstrawberry.model.storage.Ids;

/** The steps of one job, from where they were last saved to the end, or until somebody holds or stops it. */
final class JobTraining {
    private static final String RESUME = "resume.checkpoint";
    private static final int KEPT_CHECKPOINTS = 3;
    private static final int METRICS = 100;

    private final JobStore store;
    private final ModelCatalog catalog;
    private final SamplingLoad load;
    private final ModelConfig.Jobs settings;
    private final String id;
    private final TrainingPlan plan;
    private final Weights start;
    private @Nullable HeldOut before;
    private double lossSum;
    private long lossSteps;
    private double shiftSum;
    private long shiftSteps;
    private Duration lastStep = Duration.ZERO;

    JobTraining(
            JobStore store,
            ModelCatalog catalog,
            SamplingLoad load,
            ModelConfig.Jobs settings,
            String id,
            TrainingPlan plan,
            Weights start) {
        this.store = store;
        this.catalog = catalog;
        this.load = load;
        this.settings = settings;
        this.id = id;
        this.plan = plan;
        this.start = start;
    }

    /**
     * Trains.
     *
     * @return the weights; empty if the job was held or stopped before it was done
     */
    Optional<Weights> run() throws IOException, InterruptedException {
        TrainerSettings trainer = TrainerSettings.defaults();
        trainer = trainer.withThreads(settings.threads().orElse(trainer.threads()));
        measureBefore();
        Optional<Checkpoint> saved = saved();
        try (Trainer training = saved.isPresent() ? Trainer.resume(saved.get(), trainer) : Trainer.of(start, trainer)) {
            long nextSave = System.nanoTime() + settings.saveEvery().toNanos();
            for (long step = training.steps(); step < plan.steps(); step++) {
                Job job = store.find(id).orElseThrow();
                if (job.status() != Job.Status.RUNNING || System.nanoTime() > nextSave) {
                    training.checkpoint().save(resume());
                    nextSave = System.nanoTime() + settings.saveEvery().toNanos();
                }
                if (job.status() != Job.Status.RUNNING) {
                    return Optional.empty();
                }
                // Who waits for a reply has the machine for as long as the step before took.
                load.awaitIdle(lastStep);
                step(training, step);
            }
            return Optional.of(training.weights());
        }
    }

    private Path resume() throws IOException {
        return store.folder(id).resolve(RESUME);
    }

    private Optional<Checkpoint> saved() throws IOException {
        if (!Files.exists(resume())) {
            return Optional.empty();
        }
        try {
            Checkpoint checkpoint = Checkpoint.load(resume());
            store.message(id, "info", "Training goes on from step " + checkpoint.steps(), null);
            return Optional.of(checkpoint);
        } catch (ModelFileException e) {
            store.message(id, "warn", "The saved state is refused, training begins again: " + e.code(), null);
            return Optional.empty();
        }
    }

    /** What was saved is not needed any more. */
    void forget() throws IOException {
        Files.deleteIfExists(resume());
    }

    private void measureBefore() throws IOException {
        if (settings.heldOutProblems() > 0) {
            HeldOut measured = HeldOut.of(start, settings.heldOutProblems());
            before = measured;
            store.metrics(id, 0, "Held-out accuracy before training", measured.view());
        }
    }

    private void step(Trainer training, long step) throws IOException {
        long begin = System.nanoTime();
        StepReport report = plan.step(training, step);
        lastStep = Duration.ofNanos(System.nanoTime() - begin);
        lossSum += report.loss();
        lossSteps++;
        if (plan.isPreference(step)) {
            shiftSum += report.shift();
            shiftSteps++;
        }
        long every = Math.max(1, plan.steps() / METRICS);
        if (report.step() % every == 0 || report.step() == plan.steps()) {
            ObjectNode data = Json.object()
                    .put("step", report.step())
                    .put("total_steps", plan.steps())
                    .put("train_loss", report.loss())
                    .put("gradient_norm", report.gradientNorm());
            if (plan.isPreference(step)) {
                data.put("chosen_log_probability_shift", report.shift());
            }
            store.metrics(
                    id,
                    report.step(),
                    "Step %d/%d: training loss=%.3f".formatted(report.step(), plan.steps(), report.loss()),
                    data);
        }
        if (report.step() % plan.epochSteps() == 0) {
            endEpoch(training, report.step());
        }
    }

    private void endEpoch(Trainer training, long step) throws IOException {
        Weights weights = training.weights();
        OptionalDouble validLoss = plan.validationLoss(weights);
        ObjectNode data = Json.object().put("step", step).put("train_loss", lossSum / Math.max(1, lossSteps));
        validLoss.ifPresent(loss -> data.put("valid_loss", loss));
        double shift = shiftSum / Math.max(1, shiftSteps);
        if (shiftSteps > 0) {
            data.put("chosen_log_probability_shift", shift);
        }
        boolean worse = false;
        HeldOut reference = before;
        if (reference != null) {
            HeldOut now = HeldOut.of(weights, settings.heldOutProblems());
            data.setAll(now.view());
            worse = now.isFarBelow(reference);
        }
        store.metrics(id, step, "Epoch %d done".formatted(step / plan.epochSteps()), data);
        boolean sunk = shiftSteps > 0 && shift < settings.collapseShift();
        if (sunk || worse) {
            collapse(sunk, data);
        }
        if (step > plan.steps() - KEPT_CHECKPOINTS * plan.epochSteps()) {
            keep(weights, step, validLoss);
        }
        lossSum = 0;
        lossSteps = 0;
        shiftSum = 0;
        shiftSteps = 0;
    }

    private void collapse(boolean sunk, ObjectNode data) throws IOException {
        store.message(
                id,
                "warn",
                "The model collapses: "
                        + (sunk
                                ? "it finds chosen replies much less likely than before training. Raise the weight of"
                                        + " their likelihood, or lower the learning rate"
                                : "its held-out accuracy is far below what it was before training"),
                data.deepCopy().put("code", "collapse"));
        store.change(id, Job::collapse);
    }

    private void keep(Weights weights, long step, OptionalDouble validLoss) throws IOException {
        Job job = store.find(id).orElseThrow();
        long now = Instant.now().getEpochSecond();
        String model = TunedNames.checkpoint(catalog.baseName(), job, step);
        catalog.add(new TunedModel(model, now, job.model(), id + "-step-" + step), weights);
        store.change(
                id,
                known -> known.with(new Job.JobCheckpoint(
                        Ids.next("ftckpt_"),
                        now,
                        model,
                        step,
                        lossSum / Math.max(1, lossSteps),
                        validLoss.isPresent() ? validLoss.getAsDouble() : null)));
    }
}
