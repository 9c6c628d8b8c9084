/** Words what a critic is asked. */
@NullMarked
package org.openstrawberry.verifier.prompt;

import org.jspecify.annotations.NullMarked;
