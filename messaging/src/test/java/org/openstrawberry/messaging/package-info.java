@NullMarked
package org.openstrawberry.messaging;

import org.jspecify.annotations.NullMarked;
