@NullMarked
package org.openstrawberry.messaging.commit;

import org.jspecify.annotations.NullMarked;
