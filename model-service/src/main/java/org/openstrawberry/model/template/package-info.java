/** From chat messages to the model's tokens. */
@NullMarked
package org.openstrawberry.model.template;

import org.jspecify.annotations.NullMarked;
