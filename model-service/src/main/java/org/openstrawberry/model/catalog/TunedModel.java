package org.openstrawberry.model.catalog;

/**
 * A fine-tuned model, or a checkpoint of one.
 *
 * @param id such as {@code ft:micro-base:open-strawberry:suffix:AbCdEfGh}
 * @param createdAt seconds since 1970
 * @param parent the model that training began with
 * @param file name of the file of its weights
 */
public record TunedModel(String id, long createdAt, String parent, String file) {}
