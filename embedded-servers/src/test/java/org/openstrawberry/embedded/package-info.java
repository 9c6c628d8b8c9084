@NullMarked
package org.openstrawberry.embedded;

import org.jspecify.annotations.NullMarked;
