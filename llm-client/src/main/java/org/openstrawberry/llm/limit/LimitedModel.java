package org.openstrawberry.llm.limit;

import java.time.Duration;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;

/**
 * A model whose calls wait for what their key allows. Stands between the model that tries again and the one that makes a
 * request, so that each try waits anew. After a refusal with a rest the rest is waited for here, off the clock, by the
 * next try and everybody else's.
 */
final class LimitedModel implements LanguageModel {

    private final LanguageModel once;
    private final KeyLimits limits;

    LimitedModel(LanguageModel once, KeyLimits limits) {
        this.once = once;
        this.limits = limits;
    }

    @Override
    public ModelReply call(ModelCall call) {
        Admission admission = limits.admit(call);
        try {
            ModelReply reply = limits.circuit.call(() -> once.call(call));
            admission.succeeded(reply);
            return reply;
        } catch (ModelCallException e) {
            admission.failed(e);
            throw e.code() == Code.RATE_LIMITED && e.retryable() ? refused(e) : e;
        } finally {
            admission.abandoned();
        }
    }

    private ModelCallException refused(ModelCallException failure) {
        Duration rest = Admission.askedRest(failure);
        limits.rest(failure.status().orElse(0), rest);
        return failure.retryAfter().isPresent() && limits.waitsOut(rest)
                ? failure.withRetryAfter(Duration.ZERO)
                : failure;
    }
}
