package org.openstrawberry.model.job;

/** Names of the models that jobs make. */
final class TunedNames {
    private static final String OWNER = "open-strawberry";
    private static final int RANDOM = 8;

    private TunedNames() {}

    /** Such as {@code ft:micro-base:open-strawberry:suffix:AbCdEfGh}. A job's name is the same however often it starts. */
    static String result(String base, Job job) {
        String random = job.id().substring(job.id().length() - RANDOM);
        return "ft:" + base + ":" + OWNER + ":" + job.suffix() + ":" + random;
    }

    /** The name of the model after some step. */
    static String checkpoint(String base, Job job, long step) {
        return result(base, job) + ":ckpt-step-" + step;
    }
}
