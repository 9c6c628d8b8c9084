/** Recorded outputs served as a model. */
@NullMarked
package org.openstrawberry.llm.replay;

import org.jspecify.annotations.NullMarked;
