@NullMarked
package org.openstrawberry.generator.complete;

import org.jspecify.annotations.NullMarked;
