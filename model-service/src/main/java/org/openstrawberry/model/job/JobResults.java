package org.openstrawberry.model.job;

import java.util.List;

/** The figures of a job as a table. */
final class JobResults {
    private JobResults() {}

    /** CSV with a line for each step that was told. */
    static String csv(List<JobEvent> events) {
        StringBuilder csv = new StringBuilder("step,train_loss,valid_loss,chosen_log_probability_shift\n");
        for (JobEvent event : events) {
            if (event.step() > 0 && event.data() != null) {
                csv.append(event.step());
                for (String column : List.of("train_loss", "valid_loss", "chosen_log_probability_shift")) {
                    csv.append(',').append(event.data().path(column).asText(""));
                }
                csv.append('\n');
            }
        }
        return csv.toString();
    }
}
