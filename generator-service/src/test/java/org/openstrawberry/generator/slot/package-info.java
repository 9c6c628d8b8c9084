@NullMarked
package org.openstrawberry.generator.slot;

import org.jspecify.annotations.NullMarked;
