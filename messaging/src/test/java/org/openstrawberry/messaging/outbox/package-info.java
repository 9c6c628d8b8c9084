@NullMarked
package org.openstrawberry.messaging.outbox;

import org.jspecify.annotations.NullMarked;
