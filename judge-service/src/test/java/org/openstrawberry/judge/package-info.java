@NullMarked
package org.openstrawberry.judge;

import org.jspecify.annotations.NullMarked;
