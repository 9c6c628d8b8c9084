@NullMarked
package org.openstrawberry.generator.call;

import org.jspecify.annotations.NullMarked;
