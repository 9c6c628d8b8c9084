package org.openstrawberry.embedded;

import java.util.Map;

/**
 * A topic to have from the start.
 *
 * @param settings of the topic, as Kafka names them, such as {@code retention.ms}
 */
public record KafkaTopic(String name, int partitions, Map<String, String> settings) {
    /** As many partitions as a topic gets when nobody says. */
    public static final int DEFAULT_PARTITIONS = 8;

    /** Copies the settings. */
    public KafkaTopic {
        settings = Map.copyOf(settings);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions of " + name + " must be 1 or more");
        }
    }

    /** A topic with the default partitions and settings. */
    public static KafkaTopic named(String name) {
        return new KafkaTopic(name, DEFAULT_PARTITIONS, Map.of());
    }

    /** The same topic with one more setting. */
    public KafkaTopic with(String setting, String value) {
        Map<String, String> more = new java.util.HashMap<>(settings);
        more.put(setting, value);
        return new KafkaTopic(name, partitions, more);
    }
}
