package org.openstrawberry.verifier.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.openstrawberry.verifier.Repeating;
import org.openstrawberry.verifier.Verifier;

/** Live while the loops go on. A loop whose database is away goes on: it tries again. */
@Liveness
@ApplicationScoped
public class LoopsLive implements HealthCheck {
    private static final Duration HANGS_AFTER = Duration.ofMinutes(2);

    private final Verifier verifier;

    /** For the container. */
    @Inject
    public LoopsLive(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("verifier loops");
        boolean live = true;
        for (Repeating loop : verifier.loops()) {
            boolean goesOn = loop.goesOn(HANGS_AFTER);
            live &= goesOn;
            response.withData(loop.name(), goesOn ? "goes on" : "hangs");
        }
        return response.status(live).build();
    }
}
