/** Multiplication of matrices, the one thing that has to be fast. Internal: not part of the public face. */
@NullMarked
package org.openstrawberry.micro.kernel;

import org.jspecify.annotations.NullMarked;
