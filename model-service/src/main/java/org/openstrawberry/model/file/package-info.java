/** Uploaded files. */
@NullMarked
package org.openstrawberry.model.file;

import org.jspecify.annotations.NullMarked;
