@NullMarked
package org.openstrawberry.contracts.event;

import org.jspecify.annotations.NullMarked;
