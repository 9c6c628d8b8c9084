/** The events on Kafka: one record per topic, sealed under {@link org.openstrawberry.contracts.event.Event}. */
@NullMarked
package org.openstrawberry.contracts.event;

import org.jspecify.annotations.NullMarked;
