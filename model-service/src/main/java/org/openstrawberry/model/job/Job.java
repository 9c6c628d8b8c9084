package org.openstrawberry.model.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fine-tuning job. Never changes; the {@code with} methods make others.
 *
 * @param order jobs run in the order of it
 * @param suffix of the model's name; may be empty
 * @param replayFile examples to imitate between the steps of a preference job; ours
 * @param told whether the webhook was told the end, or given up
 */
public record Job(
        String id,
        long order,
        long createdAt,
        String model,
        Status status,
        boolean paused,
        String trainingFile,
        @Nullable String validationFile,
        @Nullable String replayFile,
        Tuning tuning,
        String suffix,
        long seed,
        Map<String, String> metadata,
        @Nullable Long finishedAt,
        @Nullable Failure error,
        @Nullable String tunedModel,
        @Nullable Long trainedTokens,
        List<String> resultFiles,
        List<JobCheckpoint> checkpoints,
        boolean collapsed,
        boolean told) {

    /** Where a job is. */
    public enum Status {
        /** Its files are read. */
        VALIDATING_FILES,
        /** It waits. */
        QUEUED,
        /** It trains. */
        RUNNING,
        /** It has made a model. */
        SUCCEEDED,
        /** Something is wrong with it. */
        FAILED,
        /** Somebody stopped it. */
        CANCELLED;

        /** Whether it is over. */
        public boolean isOver() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }

    /** Why a job failed. */
    public record Failure(
            String code, String message, @Nullable String param) {}

    /**
     * A model on the way.
     *
     * @param trainLoss mean loss of the epoch's steps
     * @param validLoss loss on the validation file
     */
    public record JobCheckpoint(
            String id,
            long createdAt,
            String model,
            long step,
            double trainLoss,
            @Nullable Double validLoss) {}

    /** Keeps copies of the collections. */
    public Job {
        metadata = Map.copyOf(metadata);
        resultFiles = List.copyOf(resultFiles);
        checkpoints = List.copyOf(checkpoints);
    }

    /** Whether it waits to be run. */
    @JsonIgnore
    public boolean isWaiting() {
        return !status.isOver() && !paused;
    }

    /** The same elsewhere. */
    public Job with(Status next) {
        return copy(
                next, paused, finishedAt, error, tunedModel, trainedTokens, resultFiles, checkpoints, collapsed, told);
    }

    /** The same, held or not. */
    public Job paused(boolean held) {
        Status next = status.isOver() ? status : Status.QUEUED;
        return copy(
                next, held, finishedAt, error, tunedModel, trainedTokens, resultFiles, checkpoints, collapsed, told);
    }

    /** The same, over without a model. */
    public Job ended(Status next, long at, @Nullable Failure why) {
        return copy(next, false, at, why, tunedModel, trainedTokens, resultFiles, checkpoints, collapsed, told);
    }

    /** The same, over with a model. */
    public Job succeeded(long at, String model, long tokens, String resultFile) {
        return copy(
                Status.SUCCEEDED, false, at, null, model, tokens, List.of(resultFile), checkpoints, collapsed, told);
    }

    /** The same with one more checkpoint. */
    public Job with(JobCheckpoint checkpoint) {
        List<JobCheckpoint> more = new ArrayList<>(checkpoints);
        more.removeIf(known -> known.step() == checkpoint.step());
        more.add(checkpoint);
        return copy(status, paused, finishedAt, error, tunedModel, trainedTokens, resultFiles, more, collapsed, told);
    }

    /** The same, collapsed. */
    public Job collapse() {
        return copy(status, paused, finishedAt, error, tunedModel, trainedTokens, resultFiles, checkpoints, true, told);
    }

    /** The same, told. */
    public Job tell() {
        return copy(
                status,
                paused,
                finishedAt,
                error,
                tunedModel,
                trainedTokens,
                resultFiles,
                checkpoints,
                collapsed,
                true);
    }

    private Job copy(
            Status nextStatus,
            boolean held,
            @Nullable Long finished,
            @Nullable Failure why,
            @Nullable String tuned,
            @Nullable Long tokens,
            List<String> results,
            List<JobCheckpoint> points,
            boolean collapse,
            boolean tell) {
        return new Job(
                id,
                order,
                createdAt,
                model,
                nextStatus,
                held,
                trainingFile,
                validationFile,
                replayFile,
                tuning,
                suffix,
                seed,
                metadata,
                finished,
                why,
                tuned,
                tokens,
                results,
                points,
                collapse,
                tell);
    }
}
