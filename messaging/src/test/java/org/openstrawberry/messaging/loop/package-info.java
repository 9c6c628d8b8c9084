@NullMarked
package org.openstrawberry.messaging.loop;

import org.jspecify.annotations.NullMarked;
