/** Language models by name: what is called, what comes back, what can go wrong. */
@NullMarked
package org.openstrawberry.llm;

import org.jspecify.annotations.NullMarked;
