package org.openstrawberry.contracts;

/** The one reason for which a trace ended. */
public enum EndReason {
    FINAL_ANSWER,
    MAX_TURNS,
    TOKEN_BUDGET,
    COST_BUDGET,
    TIME_BUDGET,
    CONTEXT_LIMIT,
    CANCELLED,
    PROVIDER_ERROR,
    POISONED
}
