/** What all providers share: one try, its reply, and their settings. */
@NullMarked
package org.openstrawberry.llm.provider;

import org.jspecify.annotations.NullMarked;
