package org.openstrawberry.orchestrator.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the judge. Judging changes nothing, so that an attempt that failed on the way is made again. */
@ApplicationScoped
class JudgeProxy {
    private final JudgeClient judge;

    JudgeProxy(@RestClient JudgeClient judge) {
        this.judge = judge;
    }

    /**
     * What the judge answered.
     *
     * @param body JSON, or problem details when the status is not 200
     */
    record Answer(int status, String body) {}

    /**
     * The judge's answer, refusals included.
     *
     * @throws ProcessingException when the judge cannot be reached
     * @throws TimeoutException when it does not answer in time
     * @throws CircuitBreakerOpenException when it was away at the last attempts
     */
    @Timeout(value = 8, unit = ChronoUnit.SECONDS)
    @Retry(maxRetries = 1, delay = 100, retryOn = ProcessingException.class)
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            delay = 2_000,
            failOn = {ProcessingException.class, TimeoutException.class})
    Answer judge(JsonNode body) {
        try {
            return new Answer(200, judge.judge(body));
        } catch (WebApplicationException e) {
            Response response = e.getResponse();
            if (response.getStatus() >= 500) {
                throw new ProcessingException("the judge failed with status " + response.getStatus(), e);
            }
            return new Answer(response.getStatus(), response.readEntity(String.class));
        }
    }
}
