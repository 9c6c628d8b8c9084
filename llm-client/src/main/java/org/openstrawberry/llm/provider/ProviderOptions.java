package org.openstrawberry.llm.provider;

import org.openstrawberry.llm.http.Timeouts;

/**
 * How a provider is called.
 *
 * @param timeouts of one try, for calls that bring none
 * @param stream whether calls that do not say how are streamed
 * @param streamUsage whether usage is asked for in streams, where the protocol has that
 * @param promptCacheKey whether the trace is named as the prompt's cache key, where the protocol has that
 */
public record ProviderOptions(Timeouts timeouts, boolean stream, boolean streamUsage, boolean promptCacheKey) {}
