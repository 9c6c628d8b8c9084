/** How likely a model finds given text. */
@NullMarked
package org.openstrawberry.micro.score;

import org.jspecify.annotations.NullMarked;
