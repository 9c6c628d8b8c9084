/** Events on their way to Kafka. */
@NullMarked
package org.openstrawberry.messaging.publish;

import org.jspecify.annotations.NullMarked;
