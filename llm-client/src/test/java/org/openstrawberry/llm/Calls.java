package org.openstrawberry.llm;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls for tests. */
public final class Calls {

    /** What they are made for. */
    public static final CallContext CONTEXT = new CallContext(new UUID(0, 1), new UUID(0, 2), 4, new UUID(0, 3), 1, 2);

    private Calls() {}

    /** A conversation of three turns with temperature, longest reply and seed. */
    public static ModelCall of(String model) {
        return of(model, CONTEXT, null);
    }

    /** The same with its own time-out. */
    public static ModelCall of(String model, CallContext context, @Nullable Duration timeout) {
        return new ModelCall(
                ModelName.parse(model),
                List.of(
                        Message.system("Take small steps."),
                        Message.user("What is 2 + 2?"),
                        Message.assistant("A step."),
                        Message.user("Continue.")),
                Sampling.of(0.3, 1024).withSeed(7),
                context,
                timeout);
    }
}
