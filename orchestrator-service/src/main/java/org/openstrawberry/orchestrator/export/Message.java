package org.openstrawberry.orchestrator.export;

/** Something that was said. */
public record Message(Role role, String content) {
    /** Who says it. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
