package org.openstrawberry.store.critique;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a window was rated, by the name of what was rated, as the JSON document in its row; null when there is none. */
@Converter
public class CritiqueScoresConverter implements AttributeConverter<Map<String, Double>, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Map<String, Double> value) {
        return value == null ? null : json(value);
    }

    @Override
    public Map<String, Double> convertToEntityAttribute(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        try {
            return MAPPER.readValue(json, new TypeReference<Map<String, Double>>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable String json(Map<String, Double> value) {
        try {
            return value.isEmpty() ? null : MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
