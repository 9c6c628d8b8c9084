@NullMarked
package org.openstrawberry.llm.reply;

import org.jspecify.annotations.NullMarked;
