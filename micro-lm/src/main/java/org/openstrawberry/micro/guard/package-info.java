/** Watches training and says when it destroys what the model can do. */
@NullMarked
package org.openstrawberry.micro.guard;

import org.jspecify.annotations.NullMarked;
