@NullMarked
package org.openstrawberry.generator;

import org.jspecify.annotations.NullMarked;
