package org.openstrawberry.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job.
 *
 * @param level {@code info}, {@code warn} or {@code error}
 * @param type {@code message} or {@code metrics}
 * @param step that metrics are about; 0 otherwise
 */
public record JobEvent(
        String id,
        long createdAt,
        String level,
        String type,
        String message,
        long step,
        @Nullable ObjectNode data) {}
