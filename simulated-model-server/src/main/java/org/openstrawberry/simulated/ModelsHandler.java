package org.openstrawberry.simulated;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /v1/models}. */
final class ModelsHandler implements HttpHandler {

    private final byte[] body;

    ModelsHandler(List<String> models, ObjectMapper json) {
        ObjectNode list = json.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (String model : models) {
            data.addObject().put("id", model).put("object", "model").put("owned_by", "simulated");
        }
        body = list.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Exchanges.send(exchange, 200, "application/json", body);
        }
    }
}
