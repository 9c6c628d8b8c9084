/**
 * What is said to the model: versioned sets of prompts and the seeded schedule that draws from them. Plain Java, no
 * framework.
 */
@NullMarked
package org.openstrawberry.orchestrator.prompt;

import org.jspecify.annotations.NullMarked;
