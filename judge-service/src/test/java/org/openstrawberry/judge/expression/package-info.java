@NullMarked
package org.openstrawberry.judge.expression;

import org.jspecify.annotations.NullMarked;
