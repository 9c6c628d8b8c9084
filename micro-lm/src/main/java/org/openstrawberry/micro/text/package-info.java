/** From text to tokens and back. */
@NullMarked
package org.openstrawberry.micro.text;

import org.jspecify.annotations.NullMarked;
