@NullMarked
package org.openstrawberry.messaging.publish;

import org.jspecify.annotations.NullMarked;
