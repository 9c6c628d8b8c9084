package org.openstrawberry.generator.conversation;

import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.run.RunSettings;

/**
 * What a call is made of besides the turn itself.
 *
 * @param systemText null when the trace has none
 */
public record Ingredients(RunSettings settings, @Nullable String systemText, History history) {}
