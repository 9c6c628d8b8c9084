@NullMarked
package org.openstrawberry.generator.conversation;

import org.jspecify.annotations.NullMarked;
