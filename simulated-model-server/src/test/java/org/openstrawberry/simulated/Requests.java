package org.openstrawberry.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests for tests that need no server. */
final class Requests {

    private Requests() {}

    static SimulatedRequest numbered(long number) {
        return new SimulatedRequest(
                number, "/v1/chat/completions", Map.of(), Client.JSON.createObjectNode(), List.of());
    }

    /** A conversation of one trace. */
    static SimulatedRequest of(String trace, String... turns) {
        return of(trace, Client.conversation(turns));
    }

    /** A single question under a system message. */
    static SimulatedRequest underSystem(String system, String user) {
        ObjectNode body = Client.JSON.createObjectNode();
        body.putArray("messages")
                .add(Client.JSON.createObjectNode().put("role", "system").put("content", system))
                .add(Client.JSON.createObjectNode().put("role", "user").put("content", user));
        return of("t", body);
    }

    private static SimulatedRequest of(String trace, ObjectNode body) {
        List<SimulatedRequest.ChatMessage> messages = new ArrayList<>();
        body.path("messages")
                .forEach(message -> messages.add(new SimulatedRequest.ChatMessage(
                        message.path("role").asText(), message.path("content").asText())));
        return new SimulatedRequest(
                1, "/v1/chat/completions", Map.of("x-strawberry-trace", List.of(trace)), body, messages);
    }
}
