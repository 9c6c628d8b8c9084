package org.openstrawberry.model.template;

/**
 * One message of a chat.
 *
 * @param content its text
 */
public record ChatMessage(Role role, String content) {

    /** Who says it. */
    public enum Role {
        /** The rules. */
        SYSTEM,
        /** Whoever asks. */
        USER,
        /** The model. */
        ASSISTANT
    }
}
