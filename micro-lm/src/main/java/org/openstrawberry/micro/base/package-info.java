/** How the base model is made: the same command gives the same weights. */
@NullMarked
package org.openstrawberry.micro.base;

import org.jspecify.annotations.NullMarked;
