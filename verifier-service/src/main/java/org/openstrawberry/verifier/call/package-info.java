/** Makes claimed critiques: calls, leases, ends. */
@NullMarked
package org.openstrawberry.verifier.call;

import org.jspecify.annotations.NullMarked;
