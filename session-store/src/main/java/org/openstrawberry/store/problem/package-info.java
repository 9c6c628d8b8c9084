/** Problem sets, their problems and their recorded outputs. */
@NullMarked
package org.openstrawberry.store.problem;

import org.jspecify.annotations.NullMarked;
