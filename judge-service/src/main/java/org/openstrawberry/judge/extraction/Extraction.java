package org.openstrawberry.judge.extraction;

import java.util.List;

/**
 * An answer as it stands in a reply.
 *
 * @param text the answer, trimmed, never blank
 * @param parts the answers it was joined from; the text alone when it stands in one place
 */
public record Extraction(String text, Source source, List<String> parts) {
    /** Copies the parts. */
    public Extraction {
        parts = List.copyOf(parts);
    }

    /** An answer in one place. */
    public Extraction(String text, Source source) {
        this(text, source, List.of(text));
    }
}
