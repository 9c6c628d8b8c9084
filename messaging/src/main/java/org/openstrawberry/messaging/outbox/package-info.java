/** Public events on their way from the outbox table to Kafka: gap-free and in order within a trace. */
@NullMarked
package org.openstrawberry.messaging.outbox;

import org.jspecify.annotations.NullMarked;
