/** Reads what a critic replied. */
@NullMarked
package org.openstrawberry.verifier.reply;

import org.jspecify.annotations.NullMarked;
