package org.openstrawberry.llm.http;

import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.ModelName;

/**
 * What the HTTP client must know of the call that it serves, handed past the library between them.
 *
 * @param model which model is called
 * @param context what the call is made for
 * @param timeouts how long the exchange may take
 * @param reader takes in what is answered
 */
public record CallScope(ModelName model, CallContext context, Timeouts timeouts, ReplyReader reader) {

    /** The call that the current thread is making. */
    public static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();
}
