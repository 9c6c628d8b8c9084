/**
 * Training: losses over the likelihood of whole sequences, Adam, and a trainer that repeats itself to the bit for the same
 * seed, however many threads it has.
 */
@NullMarked
package org.openstrawberry.micro.train;

import org.jspecify.annotations.NullMarked;
