/** How many problems a model solves. */
@NullMarked
package org.openstrawberry.micro.evaluate;

import org.jspecify.annotations.NullMarked;
