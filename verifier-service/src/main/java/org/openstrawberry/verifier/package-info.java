/** The verifier: samples windows of traces and has them criticised. */
@NullMarked
package org.openstrawberry.verifier;

import org.jspecify.annotations.NullMarked;
