package org.openstrawberry.store.critique;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several critics said about a window, as the JSON document in its row; null when there is none. */
@Converter
public class CritiqueVotesConverter implements AttributeConverter<List<CritiqueVote>, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable List<CritiqueVote> value) {
        return value == null ? null : json(value);
    }

    @Override
    public List<CritiqueVote> convertToEntityAttribute(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return MAPPER.readValue(json, new TypeReference<List<CritiqueVote>>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable String json(List<CritiqueVote> value) {
        try {
            return value.isEmpty() ? null : MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
