/** Health of the verifier. */
@NullMarked
package org.openstrawberry.verifier.health;

import org.jspecify.annotations.NullMarked;
