/** An HTTP server that speaks the OpenAI chat protocol, with scripted replies, delays and faults. */
@NullMarked
package org.openstrawberry.simulated;

import org.jspecify.annotations.NullMarked;
