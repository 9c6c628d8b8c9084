@NullMarked
package org.openstrawberry.model;

import org.jspecify.annotations.NullMarked;
