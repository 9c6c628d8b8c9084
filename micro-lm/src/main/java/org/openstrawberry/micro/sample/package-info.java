/** Sampling: many requests at once, each of which gets what it would get alone. */
@NullMarked
package org.openstrawberry.micro.sample;

import org.jspecify.annotations.NullMarked;
