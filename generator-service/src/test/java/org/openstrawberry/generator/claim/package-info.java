@NullMarked
package org.openstrawberry.generator.claim;

import org.jspecify.annotations.NullMarked;
