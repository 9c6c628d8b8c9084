/** Settings of model calls, and the registry as a bean. */
@NullMarked
package org.openstrawberry.llm.config;

import org.jspecify.annotations.NullMarked;
