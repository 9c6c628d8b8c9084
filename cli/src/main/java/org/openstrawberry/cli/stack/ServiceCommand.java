package org.openstrawberry.cli.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.LocalPorts;
import org.openstrawberry.embedded.SmallMachine;

/** How a service's JVM is started: its command line and what it is told by its environment. */
public final class ServiceCommand {
    private static final String MORE_OPTIONS = "STRAWBERRY_JAVA_OPTS";
    private static final String MICRO_URL = "MICRO_BASE_URL";

    private final StackHome home;
    private final PortPlan ports;
    private final Map<String, String> dotEnv;
    private final Map<String, String> environment;

    /**
     * For one stack.
     *
     * @param dotEnv the user's settings from a file
     * @param environment of this process, which the services inherit and which wins over the file
     */
    public ServiceCommand(StackHome home, PortPlan ports, Map<String, String> dotEnv, Map<String, String> environment) {
        this.home = home;
        this.ports = ports;
        this.dotEnv = Map.copyOf(dotEnv);
        this.environment = Map.copyOf(environment);
    }

    /** The command line. */
    public List<String> line(ServiceInstance instance) {
        ServiceKind kind = instance.kind();
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx" + kind.heap());
        // A service without memory is as good as dead, and a dead one is noticed: its leases lapse, it is started
        // again.
        line.add("-XX:+ExitOnOutOfMemoryError");
        line.addAll(kind.isArithmetic() ? SmallMachine.arithmeticJvmOptions() : SmallMachine.jvmOptions());
        line.addAll(StartCache.options(home, kind.label()));
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("--sun-misc-unsafe-memory-access=allow");
        for (String option : environment.getOrDefault(MORE_OPTIONS, "").strip().split("\\s+", -1)) {
            if (!option.isEmpty()) {
                line.add(option);
            }
        }
        line.add("-jar");
        line.add(home.application(kind).toString());
        return List.copyOf(line);
    }

    /** What is set beyond the environment that the process inherits. Where we say something, we win over the user. */
    public Map<String, String> environment(ServiceInstance instance) {
        Map<String, String> variables = new LinkedHashMap<>();
        dotEnv.forEach((name, value) -> {
            if (!environment.containsKey(name)) {
                variables.put(name, value);
            }
        });
        String postgres = "jdbc:postgresql://%s:%d/%s"
                .formatted(LocalPorts.LOOPBACK, ports.postgres(), EmbeddedPostgres.DATABASE);
        if (!dotEnv.containsKey(MICRO_URL) && !environment.containsKey(MICRO_URL)) {
            variables.put(MICRO_URL, "http://%s:%d/v1".formatted(LocalPorts.LOOPBACK, ports.of(ServiceKind.MODEL)));
        }
        variables.put("STRAWBERRY_MODEL_DATA", home.model().toString());
        variables.put("QUARKUS_HTTP_HOST", LocalPorts.LOOPBACK);
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(instance.port()));
        variables.put("QUARKUS_DATASOURCE_JDBC_URL", postgres);
        variables.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.USER);
        variables.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedPostgres.PASSWORD);
        variables.put("KAFKA_BOOTSTRAP_SERVERS", LocalPorts.LOOPBACK + ":" + ports.kafka());
        variables.put("STRAWBERRY_JUDGE_URL", "http://" + LocalPorts.LOOPBACK + ":" + ports.of(ServiceKind.JUDGE));
        return Map.copyOf(variables);
    }
}
