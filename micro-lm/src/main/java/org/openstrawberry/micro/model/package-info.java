/** What a model is: its shape and its weights, and the files that keep them. */
@NullMarked
package org.openstrawberry.micro.model;

import org.jspecify.annotations.NullMarked;
