package org.openstrawberry.verifier.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openstrawberry.llm.Message;
import org.openstrawberry.store.turn.Exchange;

/**
 * What a critic is asked: a conversation of its own, apart from the one it checks. The system text is a versioned
 * resource; a released version is never edited, it is copied to the next one.
 *
 * @param version name and number of the system text
 * @param systemText the rules
 */
public record CriticPrompt(String version, String systemText) {
    /** The version in use. */
    public static final String CURRENT = "critic-2";

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static CriticPrompt load(String version) {
        try (InputStream resource = CriticPrompt.class.getResourceAsStream("/prompts/" + version + ".txt")) {
            if (resource == null) {
                throw new IllegalArgumentException("there is no critic's prompt " + version);
            }
            return new CriticPrompt(version, new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The conversation that asks about these turns.
     *
     * @param problem as the solver got it
     * @param window the turns to check, in order
     * @param boundary marks where material begins and ends; unknown to whoever wrote the material, so that it cannot end
     *     its own part
     */
    public List<Message> ask(String problem, List<Exchange> window, String boundary) {
        StringBuilder text = new StringBuilder();
        section(text, "PROBLEM", boundary, problem);
        for (Exchange turn : window) {
            if (turn.index() > 0) {
                section(text, "TURN " + turn.index() + ", WHAT THE SOLVER WAS ASKED", boundary, turn.prompt());
            }
            section(text, "TURN " + turn.index() + ", WHAT THE SOLVER WROTE", boundary, turn.reply());
        }
        text.append("Check the turns ")
                .append(window.getFirst().index())
                .append(" to ")
                .append(window.getLast().index())
                .append(" now.");
        return List.of(Message.system(systemText), Message.user(text.toString()));
    }

    private static void section(StringBuilder text, String name, String boundary, String material) {
        text.append("=== BEGIN ")
                .append(name)
                .append(" [")
                .append(boundary)
                .append("] ===\n")
                .append(material)
                .append("\n=== END ")
                .append(name)
                .append(" [")
                .append(boundary)
                .append("] ===\n\n");
    }
}
