/** Several critics' words on one window, and what they come to. */
@NullMarked
package org.openstrawberry.verifier.vote;

import org.jspecify.annotations.NullMarked;
