package org.openstrawberry.model.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.model.http.Json;

/**
 * An uploaded file.
 *
 * @param createdAt seconds since 1970
 * @param expiresAt the same; never if null
 * @param checksum SHA-256 of the content
 */
public record StoredFile(
        String id,
        long bytes,
        long createdAt,
        @Nullable Long expiresAt,
        String filename,
        String purpose,
        String checksum) {

    /** As the API shows it. */
    ObjectNode view() {
        ObjectNode view = Json.object()
                .put("id", id)
                .put("object", "file")
                .put("bytes", bytes)
                .put("created_at", createdAt);
        if (expiresAt != null) {
            view.put("expires_at", expiresAt);
        }
        return view.put("filename", filename)
                .put("purpose", purpose)
                .put("status", "processed")
                .putNull("status_details");
    }
}
