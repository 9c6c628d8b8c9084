package org.openstrawberry.model.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.model.http.Json;

/** Jobs as the API shows them. */
final class JobViews {
    private static final String AUTO = "auto";

    private JobViews() {}

    static String status(Job job) {
        return job.status().name().toLowerCase(Locale.ROOT);
    }

    /** A job. A job that is held is queued, since OpenAI has no state for it; our field {@code paused} says so. */
    static ObjectNode job(Job job) {
        ObjectNode view = Json.object()
                .put("object", "fine_tuning.job")
                .put("id", job.id())
                .put("model", job.model())
                .put("created_at", job.createdAt())
                .put("finished_at", job.finishedAt())
                .put("fine_tuned_model", job.tunedModel())
                .put("organization_id", "open-strawberry")
                .put("status", status(job))
                .put("training_file", job.trainingFile())
                .put("validation_file", job.validationFile())
                .put("trained_tokens", job.trainedTokens())
                .put("seed", job.seed())
                .putNull("estimated_finish")
                .put("paused", job.paused())
                .put("collapsed", job.collapsed());
        ArrayNode results = view.putArray("result_files");
        job.resultFiles().forEach(results::add);
        view.putArray("integrations");
        view.set("metadata", Json.tree(job.metadata()));
        if (job.error() == null) {
            view.putNull("error");
        } else {
            view.set("error", Json.tree(job.error()));
        }
        boolean supervised = job.tuning().type().equals(Tuning.SUPERVISED);
        ObjectNode parameters = hyperparameters(job);
        view.set("hyperparameters", supervised ? parameters : null);
        ObjectNode method = view.putObject("method").put("type", job.tuning().type());
        method.putObject(job.tuning().type()).set("hyperparameters", parameters);
        return view;
    }

    private static ObjectNode hyperparameters(Job job) {
        Tuning tuning = job.tuning();
        ObjectNode view = Json.object();
        put(view, "n_epochs", tuning.epochs());
        put(view, "batch_size", tuning.batch());
        put(view, "learning_rate_multiplier", tuning.rate());
        if (tuning.type().equals(Tuning.DPO)) {
            put(view, "beta", tuning.beta());
            put(view, "nll_weight", tuning.likelihood());
            view.put("loss", tuning.loss() == null ? "sigmoid" : tuning.loss());
            view.put("replay_file", job.replayFile());
        }
        return view;
    }

    private static void put(ObjectNode view, String name, @Nullable Number value) {
        if (value == null) {
            view.put(name, AUTO);
        } else {
            view.set(name, Json.tree(value));
        }
    }

    static ObjectNode event(JobEvent event) {
        ObjectNode view = Json.object()
                .put("object", "fine_tuning.job.event")
                .put("id", event.id())
                .put("created_at", event.createdAt())
                .put("level", event.level())
                .put("message", event.message())
                .put("type", event.type());
        view.set("data", event.data());
        return view;
    }

    static ObjectNode checkpoint(Job job, Job.JobCheckpoint checkpoint) {
        ObjectNode view = Json.object()
                .put("object", "fine_tuning.job.checkpoint")
                .put("id", checkpoint.id())
                .put("created_at", checkpoint.createdAt())
                .put("fine_tuned_model_checkpoint", checkpoint.model())
                .put("step_number", checkpoint.step())
                .put("fine_tuning_job_id", job.id());
        ObjectNode metrics =
                view.putObject("metrics").put("step", checkpoint.step()).put("train_loss", checkpoint.trainLoss());
        if (checkpoint.validLoss() != null) {
            metrics.put("full_valid_loss", checkpoint.validLoss());
        }
        return view;
    }
}
