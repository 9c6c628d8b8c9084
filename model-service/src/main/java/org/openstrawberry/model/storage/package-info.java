/** Files that a crash cannot leave half written. */
@NullMarked
package org.openstrawberry.model.storage;

import org.jspecify.annotations.NullMarked;
