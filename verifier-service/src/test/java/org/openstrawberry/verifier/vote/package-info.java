@NullMarked
package org.openstrawberry.verifier.vote;

import org.jspecify.annotations.NullMarked;
