/** Providers that speak the OpenAI chat completions protocol. */
@NullMarked
package org.openstrawberry.llm.openai;

import org.jspecify.annotations.NullMarked;
