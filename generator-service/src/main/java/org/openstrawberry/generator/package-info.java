/** The generator: claims turns, calls the model, completes turns. */
@NullMarked
package org.openstrawberry.generator;

import org.jspecify.annotations.NullMarked;
