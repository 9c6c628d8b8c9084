package org.openstrawberry.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON, the way the schemas describe them: instants in ISO-8601, money as a plain number with every digit
 * kept, a null component left out. Reading ignores fields it does not know, so that a newer writer may add some, and
 * refuses a body that lacks a component which may not be null.
 */
public final class EventJson {
    private static final JsonMapper MAPPER = mapper();
    private static final Map<Class<? extends Event>, List<RecordComponent>> REQUIRED = Arrays.stream(Topic.values())
            .collect(Collectors.toUnmodifiableMap(Topic::eventClass, topic -> required(topic.eventClass())));

    private EventJson() {}

    /** A mapper configured as the events need it; one instance may be shared between threads. */
    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** The event's JSON body. */
    public static String write(Event event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a " + event.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /**
     * Reads a body that {@link #write} or another writer of the same schema wrote.
     *
     * @throws InvalidEventException when the body is no JSON object, has a value of the wrong type, or lacks a component
     *     that may not be null
     */
    public static <E extends Event> E read(Class<E> type, String body) {
        E event = parse(type, body);
        for (RecordComponent component : REQUIRED.getOrDefault(type, List.of())) {
            if (valueOf(component, event) == null) {
                throw new InvalidEventException(
                        "a " + type.getSimpleName() + " lacks \"" + component.getName() + "\"", null);
            }
        }
        return event;
    }

    private static <E extends Event> E parse(Class<E> type, String body) {
        try {
            @Nullable E event = MAPPER.readValue(body, type);
            if (event == null) {
                throw new InvalidEventException("a " + type.getSimpleName() + " is null", null);
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new InvalidEventException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Takes text only, as the schemas do; Jackson's own also takes seconds as a number. */
    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return OffsetDateTime.parse(parser.getText()).toInstant();
            } catch (DateTimeParseException _) {
                return (Instant)
                        context.handleWeirdStringValue(Instant.class, parser.getText(), "no date and time of ISO-8601");
            }
        }
    }

    private static List<RecordComponent> required(Class<? extends Event> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getType().isPrimitive())
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .toList();
    }

    private static @Nullable Object valueOf(RecordComponent component, Event event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
