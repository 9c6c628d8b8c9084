/** Chat completions. */
@NullMarked
package org.openstrawberry.model.chat;

import org.jspecify.annotations.NullMarked;
