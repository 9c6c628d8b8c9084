/** How the process comes by turns, and keeps or gives back its claims. */
@NullMarked
package org.openstrawberry.generator.claim;

import org.jspecify.annotations.NullMarked;
