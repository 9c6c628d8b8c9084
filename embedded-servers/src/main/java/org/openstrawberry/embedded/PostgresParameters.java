package org.openstrawberry.embedded;

import java.util.Map;
import java.util.TreeMap;

/** The server's parameters: safe with our data, sized for a workstation. */
final class PostgresParameters {
    private PostgresParameters() {}

    static Map<String, String> of(PostgresSettings settings, int port) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("listen_addresses", LocalPorts.LOOPBACK);
        parameters.put("port", Integer.toString(port));
        parameters.put("unix_socket_directories", "");
        parameters.put("max_connections", "200");
        parameters.put("shared_buffers", settings.fast() ? "64MB" : "256MB");
        parameters.put("max_wal_size", "4GB");
        parameters.put("random_page_cost", "1.1");
        // Short statements only: compiling them costs more than it saves.
        parameters.put("jit", "off");
        parameters.put("timezone", "UTC");
        parameters.put("log_timezone", "UTC");
        parameters.put("log_line_prefix", "%m [%p] ");
        if (settings.fast()) {
            // Commits still reach the kernel before they are acknowledged, so killing the server loses nothing.
            parameters.put("fsync", "off");
            parameters.put("full_page_writes", "off");
        }
        parameters.putAll(settings.parameters());
        return parameters;
    }
}
