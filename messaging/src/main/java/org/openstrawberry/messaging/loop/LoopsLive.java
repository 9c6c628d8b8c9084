package org.openstrawberry.messaging.loop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not live when a loop hangs in its step. A loop whose database is away goes on: it tries again, and a restart would
 * not help.
 */
@Liveness
@ApplicationScoped
public class LoopsLive implements HealthCheck {
    private static final Duration HANGS_AFTER = Duration.ofMinutes(2);

    private final Loops loops;
    private final Duration limit;

    @Inject
    LoopsLive(Loops loops) {
        this(loops, HANGS_AFTER);
    }

    LoopsLive(Loops loops, Duration limit) {
        this.loops = loops;
        this.limit = limit;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Background loops");
        boolean live = true;
        for (Loop loop : loops.watched()) {
            boolean goesOn = loop.goesOn(limit);
            live &= goesOn;
            response.withData(
                    loop.name(),
                    goesOn ? "goes on" : "hangs for " + loop.behind().toSeconds() + " s");
        }
        return response.status(live).build();
    }
}
