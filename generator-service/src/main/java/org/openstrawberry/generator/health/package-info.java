/** What the probes ask. */
@NullMarked
package org.openstrawberry.generator.health;

import org.jspecify.annotations.NullMarked;
