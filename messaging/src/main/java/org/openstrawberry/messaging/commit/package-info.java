/** Many callers, one transaction; and what to do when the database is away. Plain Java. */
@NullMarked
package org.openstrawberry.messaging.commit;

import org.jspecify.annotations.NullMarked;
