package org.openstrawberry.orchestrator.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The prompt sets that ship with the service, as resources {@code /prompts/<id>-<version>.txt}. A released file is not
 * edited: new wording is a new file, so that the prompts of stored traces can still be looked up.
 */
public final class PromptSets {

    private static final String DEFAULT_ID = "default";
    private static final int DEFAULT_VERSION = 1;

    private PromptSets() {}

    /** The newest version of the default set. */
    public static PromptSet defaultSet() {
        return Default.SET;
    }

    /**
     * A set by its name.
     *
     * @throws IllegalArgumentException when no such set ships, or its file is malformed
     */
    public static PromptSet load(String id, int version) {
        String resource = "/prompts/" + id + "-" + version + ".txt";
        try (InputStream stream = PromptSets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no prompt set " + id + " version " + version);
            }
            return PromptSetFile.parse(id, version, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** Read at first use, once. */
    private static final class Default {
        private static final PromptSet SET = load(DEFAULT_ID, DEFAULT_VERSION);
    }
}
