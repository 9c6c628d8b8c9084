package org.openstrawberry.cli.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openstrawberry.embedded.LocalPorts;

/** Looks at every component of a stack. */
final class StackInspector {
    private final PortPlan ports;
    private final PidFiles pidFiles;
    private final Health health = new Health();

    StackInspector(StackHome home, PortPlan ports) {
        this.ports = ports;
        this.pidFiles = new PidFiles(home.processes());
    }

    List<ComponentStatus> inspect() {
        Map<String, Integer> known = new LinkedHashMap<>();
        known.put(PostgresComponent.NAME, ports.postgres());
        known.put(KafkaComponent.NAME, ports.kafka());
        for (ServiceKind kind : ServiceKind.values()) {
            known.put(kind.label(), ports.of(kind));
        }
        List<String> names = pidFiles.names();
        names.forEach(name -> known.putIfAbsent(name, 0));
        return known.entrySet().stream()
                .map(entry -> status(entry.getKey(), entry.getValue(), names.contains(entry.getKey())))
                .toList();
    }

    private ComponentStatus status(String name, int plannedPort, boolean wasStarted) {
        Optional<ComponentProcess> process = pidFiles.find(name);
        if (process.isEmpty()) {
            return new ComponentStatus(
                    name,
                    plannedPort,
                    wasStarted ? ComponentStatus.State.DIED : ComponentStatus.State.STOPPED,
                    OptionalLong.empty(),
                    Optional.empty());
        }
        ComponentProcess running = process.get();
        return new ComponentStatus(
                name,
                running.port(),
                isReady(running) ? ComponentStatus.State.READY : ComponentStatus.State.NOT_READY,
                OptionalLong.of(running.handle().pid()),
                running.handle().info().startInstant().map(start -> Duration.between(start, Instant.now())));
    }

    private boolean isReady(ComponentProcess process) {
        boolean isServer =
                process.name().equals(PostgresComponent.NAME) || process.name().equals(KafkaComponent.NAME);
        return isServer ? !LocalPorts.isFree(process.port()) : health.isReady(process.port());
    }
}
