package org.openstrawberry.messaging.consume;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.openstrawberry.messaging.MessagingConfig;

/**
 * Not live when a consumer hangs in its handler, which SmallRye's own check does not see. Waiting for a database that
 * is away is not hanging: a restart would not help.
 */
@Liveness
@ApplicationScoped
public class ConsumerLiveness implements HealthCheck {
    private final ConsumerProgress progress;
    private final MessagingConfig config;

    ConsumerLiveness(ConsumerProgress progress, MessagingConfig config) {
        this.progress = progress;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Duration> stuck =
                progress.busyForLongerThan(config.consumer().stuckAfter());
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Event consumers");
        stuck.forEach((consumer, time) -> response.withData(consumer, "in one batch for " + time.toSeconds() + " s"));
        return response.status(stuck.isEmpty()).build();
    }
}
