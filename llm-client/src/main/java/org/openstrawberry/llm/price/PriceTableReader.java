package org.openstrawberry.llm.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRejectedException;
import org.openstrawberry.llm.price.PriceTable.Entry;
import org.openstrawberry.store.price.Price;

/**
 * Reads price tables. What is not understood is refused: a price that is passed over would make a budget wrong.
 *
 * <p>{@code {"version": "...", "currency": "USD", "prices": [{"model": "openai:gpt-4o", "input": 2.50, "cachedInput": 1.25,
 * "cacheWrite": 2.50, "output": 10.00}]}}; prices are per million tokens. Without them, tokens of the cache cost what
 * others of a request do.
 */
public final class PriceTableReader {
    private static final String BUILT_IN = "/prices/prices-1.json";
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_NUMBER_LENGTH = 30;
    private static final int MAX_VERSION_LENGTH = 100;
    private static final BigDecimal MAX_PRICE = new BigDecimal(1_000_000);
    private static final Set<String> TABLE_FIELDS = Set.of("version", "currency", "prices");
    private static final Set<String> ENTRY_FIELDS =
            Set.of("model", "input", "cachedInput", "cacheWrite", "output", "note");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PriceTableReader() {}

    /** The list prices that come with the program. */
    public static PriceTable builtIn() {
        try (InputStream resource = PriceTableReader.class.getResourceAsStream(BUILT_IN)) {
            if (resource == null) {
                throw new PriceTableException("The program lacks its price table " + BUILT_IN + ".");
            }
            return read(resource, BUILT_IN);
        } catch (IOException e) {
            throw new PriceTableException("The price table " + BUILT_IN + " cannot be read.", e);
        }
    }

    /**
     * The table in a user's file.
     *
     * @throws PriceTableException if it cannot be read or is not a price table
     */
    public static PriceTable of(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        } catch (IOException e) {
            throw new PriceTableException("The price table " + file + " cannot be read: " + e + ".", e);
        }
    }

    private static PriceTable read(InputStream stream, String where) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new PriceTableException("The price table " + where + " is larger than " + MAX_BYTES + " bytes.");
        }
        return parse(new String(bytes, StandardCharsets.UTF_8), where);
    }

    /**
     * The table in a text.
     *
     * @param where it comes from, for messages
     * @throws PriceTableException if it is not a price table
     */
    static PriceTable parse(String json, String where) {
        try {
            JsonNode table = MAPPER.readTree(json);
            requireObject(table, TABLE_FIELDS, where);
            JsonNode prices = table.path("prices");
            if (!prices.isArray()) {
                throw wrong(where, "\"prices\" must be a list");
            }
            List<Entry> entries = new ArrayList<>();
            for (JsonNode price : prices) {
                Entry entry = entry(price, where + ", entry " + (entries.size() + 1));
                if (entries.stream().anyMatch(entry::hasSameKey)) {
                    throw wrong(where, "names " + entry.provider() + ":" + entry.pattern() + " twice");
                }
                entries.add(entry);
            }
            String currency = text(table, "currency", where);
            if (!currency.matches("[A-Z]{3}")) {
                throw wrong(where, "\"currency\" must be a code of three letters, such as USD");
            }
            return new PriceTable(text(table, "version", where), currency, entries);
        } catch (JsonProcessingException e) {
            throw new PriceTableException("The price table " + where + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Entry entry(JsonNode node, String where) {
        requireObject(node, ENTRY_FIELDS, where);
        ModelName name = name(text(node, "model", where), where);
        BigDecimal input = amount(node, "input", where, null);
        try {
            return new Entry(
                    name.provider(),
                    name.model(),
                    new Price(
                            input,
                            amount(node, "cachedInput", where, input),
                            amount(node, "cacheWrite", where, input),
                            amount(node, "output", where, null)));
        } catch (IllegalArgumentException e) {
            throw new PriceTableException("In the price table " + where + ": " + e.getMessage(), e);
        }
    }

    private static ModelName name(String text, String where) {
        try {
            ModelName name = ModelName.parse(text);
            int star = name.model().indexOf('*');
            if (star >= 0 && star < name.model().length() - 1) {
                throw wrong(where, "a star stands only at the end of \"model\"");
            }
            return name;
        } catch (ModelRejectedException e) {
            throw new PriceTableException("In the price table " + where + ": " + e.getMessage(), e);
        }
    }

    private static BigDecimal amount(JsonNode node, String field, String where, @Nullable BigDecimal otherwise) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() && otherwise != null) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw wrong(where, "\"" + field + "\" must be a number, the price of a million tokens");
        }
        if (value.decimalValue().compareTo(MAX_PRICE) > 0) {
            throw wrong(where, "\"" + field + "\" is more than " + MAX_PRICE);
        }
        return value.decimalValue();
    }

    private static String text(JsonNode node, String field, String where) {
        JsonNode value = node.path(field);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > MAX_VERSION_LENGTH) {
            throw wrong(where, "\"" + field + "\" must be a text of 1 to " + MAX_VERSION_LENGTH + " characters");
        }
        return value.textValue().strip();
    }

    private static void requireObject(JsonNode node, Set<String> fields, String where) {
        if (!node.isObject()) {
            throw wrong(where, "an object is needed");
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw wrong(where, "the field \"" + field + "\" is not known");
            }
        });
    }

    private static PriceTableException wrong(String where, String reason) {
        return new PriceTableException("In the price table " + where + ": " + reason + ".");
    }
}
