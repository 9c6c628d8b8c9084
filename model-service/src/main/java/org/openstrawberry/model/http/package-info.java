/** Bodies and errors as OpenAI's API has them. */
@NullMarked
package org.openstrawberry.model.http;

import org.jspecify.annotations.NullMarked;
