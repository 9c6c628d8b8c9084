/** What a service does again and again beside its requests: loops, what wakes them, and whether they go on. */
@NullMarked
package org.openstrawberry.messaging.loop;

import org.jspecify.annotations.NullMarked;
