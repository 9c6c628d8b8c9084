package org.openstrawberry.model.catalog;

import org.openstrawberry.micro.model.Weights;

/**
 * The model that all others come from.
 *
 * @param name such as {@code micro-base}
 * @param weights of it
 */
public record BaseModel(String name, Weights weights) {}
