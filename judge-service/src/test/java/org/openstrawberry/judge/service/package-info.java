@NullMarked
package org.openstrawberry.judge.service;

import org.jspecify.annotations.NullMarked;
