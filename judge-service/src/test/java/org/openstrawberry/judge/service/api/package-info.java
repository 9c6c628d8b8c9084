@NullMarked
package org.openstrawberry.judge.service.api;

import org.jspecify.annotations.NullMarked;
