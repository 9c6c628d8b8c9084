package org.openstrawberry.llm.http;

import java.time.Duration;
import org.openstrawberry.llm.CallContext;

/**
 * What the HTTP client must know of the call that it serves, handed past the library between them.
 *
 * @param context what the call is made for
 * @param timeout longest duration of the exchange
 */
public record CallScope(CallContext context, Duration timeout) {

    /** The call that the current thread is making. */
    public static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();
}
