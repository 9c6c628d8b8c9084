/**
 * Criticism by likelihood: a step that the model finds unlikely, given what stands before it, is probably wrong. Nothing is
 * generated for a verdict, and the model is not trained for it; a small model that is asked in words copies what it sees.
 */
@NullMarked
package org.openstrawberry.micro.critic;

import org.jspecify.annotations.NullMarked;
