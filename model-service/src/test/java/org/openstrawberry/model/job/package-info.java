@NullMarked
package org.openstrawberry.model.job;

import org.jspecify.annotations.NullMarked;
