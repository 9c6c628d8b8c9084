/** Records on their way from Kafka to a handler, a batch at a time. */
@NullMarked
package org.openstrawberry.messaging.consume;

import org.jspecify.annotations.NullMarked;
