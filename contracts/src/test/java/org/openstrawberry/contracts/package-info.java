@NullMarked
package org.openstrawberry.contracts;

import org.jspecify.annotations.NullMarked;
