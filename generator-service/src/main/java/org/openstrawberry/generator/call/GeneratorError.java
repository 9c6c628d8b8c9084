package org.openstrawberry.generator.call;

/** Why a turn failed that the model is not to blame for; stands beside the codes of {@code ModelCallException}. */
public enum GeneratorError {
    /** The reply is longer than what is kept. */
    REPLY_TOO_LARGE,
    /** A defect, or stored data that cannot be used. The log tells more. */
    INTERNAL_ERROR
}
