@NullMarked
package org.openstrawberry.system;

import org.jspecify.annotations.NullMarked;
