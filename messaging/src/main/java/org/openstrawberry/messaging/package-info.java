/** What the services share of Kafka: how an event becomes a record and a record an event. */
@NullMarked
package org.openstrawberry.messaging;

import org.jspecify.annotations.NullMarked;
