/** Numbers with their percent signs, currencies and units. */
@NullMarked
package org.openstrawberry.judge.number;

import org.jspecify.annotations.NullMarked;
