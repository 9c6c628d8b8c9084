/** Letters among options. */
@NullMarked
package org.openstrawberry.judge.choice;

import org.jspecify.annotations.NullMarked;
