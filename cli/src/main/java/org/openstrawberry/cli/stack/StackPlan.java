package org.openstrawberry.cli.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Which components a stack has, given how many generators are wanted and what runs already. */
final class StackPlan {
    private final StackHome home;
    private final PortPlan ports;
    private final ServiceCommand command;
    private final PidFiles pidFiles;
    private final IntSupplier freePort;
    private final Health health = new Health();

    StackPlan(StackHome home, PortPlan ports, ServiceCommand command, PidFiles pidFiles, IntSupplier freePort) {
        this.home = home;
        this.ports = ports;
        this.command = command;
        this.pidFiles = pidFiles;
        this.freePort = freePort;
    }

    /** Kafka and PostgreSQL. */
    List<Component> servers() {
        return List.of(new PostgresComponent(home, ports.postgres()), new KafkaComponent(home, ports.kafka()));
    }

    /** The services; the generators beyond the first keep the port of the one that runs, or take a free one. */
    List<Component> services(int generators) {
        List<Component> services = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.values()) {
            services.add(service(new ServiceInstance(kind, 1, ports.of(kind))));
        }
        for (int number = 2; number <= generators; number++) {
            int port = pidFiles.find(ServiceInstance.nameOf(ServiceKind.GENERATOR, number))
                    .map(ComponentProcess::port)
                    .orElseGet(freePort::getAsInt);
            services.add(service(new ServiceInstance(ServiceKind.GENERATOR, number, port)));
        }
        return services;
    }

    private Component service(ServiceInstance instance) {
        return new ServiceComponent(home, command, instance, health);
    }
}
