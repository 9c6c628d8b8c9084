@NullMarked
package org.openstrawberry.messaging.consume;

import org.jspecify.annotations.NullMarked;
