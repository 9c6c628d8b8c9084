/** The embedded language model behind OpenAI's API. */
@NullMarked
package org.openstrawberry.model;

import org.jspecify.annotations.NullMarked;
