package org.openstrawberry.orchestrator.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.orchestrator.problemset.Characters;

/** Reads query parameters, with a clear word on what is wrong with them. */
final class Query {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

    private Query() {}

    static Optional<UUID> id(String parameter, Optional<String> text) {
        return text.map(value -> {
            try {
                return UUID.fromString(value);
            } catch (IllegalArgumentException e) {
                throw ApiException.invalid(parameter, "must be an id");
            }
        });
    }

    static Optional<String> text(String parameter, Optional<String> text) {
        text.flatMap(Characters::flaw).ifPresent(flaw -> {
            throw ApiException.invalid(parameter, flaw);
        });
        return text;
    }

    /** A whole number between those, both included; empty when it is not given. */
    static Optional<Integer> number(String parameter, Optional<String> text, int min, int max) {
        return text.map(value -> {
            long number = value.matches("\\d{1,10}") ? Long.parseLong(value) : -1;
            if (number < min || number > max) {
                throw ApiException.invalid(parameter, "must be a whole number from " + min + " to " + max);
            }
            return (int) number;
        });
    }

    static int limit(Optional<String> text) {
        return limit(text, MAX_LIMIT);
    }

    static int limit(Optional<String> text, int max) {
        return text.map(value -> {
                    int limit = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
                    if (limit < 1 || limit > max) {
                        throw ApiException.invalid("limit", "must be a whole number from 1 to " + max);
                    }
                    return limit;
                })
                .orElse(DEFAULT_LIMIT);
    }

    static <E extends Enum<E>> Optional<E> choice(String parameter, Optional<String> text, Class<E> type) {
        return text.map(value -> {
            List<E> constants = Arrays.asList(type.getEnumConstants());
            return constants.stream()
                    .filter(constant -> constant.name().equals(value.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> ApiException.invalid(
                            parameter,
                            "must be one of "
                                    + String.join(
                                            ", ",
                                            constants.stream().map(Enum::name).toList())));
        });
    }
}
