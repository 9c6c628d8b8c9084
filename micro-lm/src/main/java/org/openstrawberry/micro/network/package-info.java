/**
 * The transformer's arithmetic: forward, and backward by hand-derived formulas. Internal: not part of the public face.
 * Every operation computes a position's numbers in an order that does not depend on what else is computed, so that a
 * sequence gives the same bits alone, packed with others, or token by token with cached keys and values.
 */
@NullMarked
package org.openstrawberry.micro.network;

import org.jspecify.annotations.NullMarked;
