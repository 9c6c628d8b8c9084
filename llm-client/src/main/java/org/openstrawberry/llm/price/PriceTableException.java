package org.openstrawberry.llm.price;

import org.jspecify.annotations.Nullable;

/** A price table cannot be used. The message says what is wrong where. */
public final class PriceTableException extends RuntimeException {
    PriceTableException(String message) {
        this(message, null);
    }

    PriceTableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
