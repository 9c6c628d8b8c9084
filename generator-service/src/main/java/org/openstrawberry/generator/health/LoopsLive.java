package org.openstrawberry.generator.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.openstrawberry.generator.Generator;
import org.openstrawberry.generator.GeneratorConfig;
import org.openstrawberry.generator.Loop;

/** Live while the loops go on. A loop whose database is away goes on: it retries. */
@Liveness
@ApplicationScoped
public class LoopsLive implements HealthCheck {
    private static final Duration HANGS_AFTER = Duration.ofMinutes(2);

    private final Generator generator;
    private final Duration limit;

    /** For the container. */
    @Inject
    public LoopsLive(Generator generator, GeneratorConfig config) {
        this.generator = generator;
        this.limit = HANGS_AFTER.plus(config.lease()).plus(config.pollInterval());
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("generator loops");
        boolean live = true;
        for (Loop loop : generator.loops()) {
            boolean goesOn = loop.isAlive() && loop.sinceLastStep().compareTo(limit) < 0;
            live &= goesOn;
            response.withData(
                    loop.name(),
                    goesOn ? "goes on" : "hangs for " + loop.sinceLastStep().toSeconds() + " s");
        }
        return response.status(live).build();
    }
}
