package org.openstrawberry.llm;

/** Why a model stopped writing. */
public enum FinishReason {
    /** It was done. */
    STOP,
    /** The reply reached its longest length and is cut. */
    LENGTH,
    /** The provider's filter took the rest away; what is left is the reply. */
    CONTENT_FILTER,
    /** Another reason, or none given. */
    OTHER
}
