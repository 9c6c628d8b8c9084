package org.openstrawberry.cli.stack;

import java.nio.file.Files;
import org.openstrawberry.embedded.Lifetime;
import org.openstrawberry.embedded.LocalPorts;
import org.openstrawberry.embedded.ServerProcess;

/** One process of a service. */
record ServiceComponent(StackHome home, ServiceCommand command, ServiceInstance instance, Health health)
        implements Component {
    @Override
    public String name() {
        return instance.name();
    }

    @Override
    public int port() {
        return instance.port();
    }

    @Override
    public void requireStartable() {
        if (!Files.exists(home.application(instance.kind()))) {
            throw new StackException("%s is not built: %s is missing; build with: mvn -Dquick package"
                    .formatted(name(), home.application(instance.kind())));
        }
        Component.super.requireStartable();
    }

    @Override
    public Launched launch() {
        LocalPorts.requireFree(port(), name());
        ServerProcess process = ServerProcess.start(
                name(),
                command.line(instance),
                command.environment(instance),
                home.root(),
                home.log(name()),
                Lifetime.DETACHED);
        return new Launched() {
            @Override
            public ProcessHandle handle() {
                return process.handle();
            }

            @Override
            public boolean isReady() {
                return health.isReady(instance.port());
            }

            @Override
            public String logTail() {
                return process.logTail();
            }
        };
    }
}
