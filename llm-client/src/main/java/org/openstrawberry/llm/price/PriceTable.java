package org.openstrawberry.llm.price;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.store.price.Price;

/**
 * Prices by model. A model that no entry names has no price, which is unknown and not zero.
 *
 * @param version of the file or files that it comes from
 * @param currency ISO 4217 code of every price
 */
public record PriceTable(String version, String currency, List<Entry> entries) {

    /** Keeps an unchangeable copy. */
    public PriceTable {
        entries = List.copyOf(entries);
    }

    /**
     * The price of some models.
     *
     * @param provider prefix of their names
     * @param pattern a model's name, or the beginning of several models' names with a star at its end
     */
    public record Entry(String provider, String pattern, Price price) {
        private boolean isPrefix() {
            return pattern.endsWith("*");
        }

        private boolean matches(ModelName name) {
            return name.provider().equals(provider)
                    && (isPrefix()
                            ? name.model().startsWith(pattern.substring(0, pattern.length() - 1))
                            : name.model().equals(pattern));
        }

        boolean hasSameKey(Entry other) {
            return provider.equals(other.provider) && pattern.equals(other.pattern);
        }
    }

    /** The price of a model: of the entry with its whole name, else of the one with the longest beginning of it. */
    public Optional<Price> find(ModelName name) {
        return entries.stream()
                .filter(entry -> entry.matches(name))
                .max(Comparator.<Entry>comparingInt(entry -> entry.isPrefix() ? 0 : 1)
                        .thenComparingInt(entry -> entry.pattern().length()))
                .map(Entry::price);
    }

    /**
     * This table with the entries of another in place of those with the same names.
     *
     * @throws PriceTableException if the other has another currency
     */
    public PriceTable overriddenBy(PriceTable other) {
        if (!other.currency.equals(currency)) {
            throw new PriceTableException("The prices are in " + other.currency + ", those that they add to in "
                    + currency + "; two currencies cannot be mixed.");
        }
        List<Entry> all = new ArrayList<>(other.entries);
        entries.stream()
                .filter(entry -> other.entries.stream().noneMatch(entry::hasSameKey))
                .forEach(all::add);
        return new PriceTable(other.version + " over " + version, currency, all);
    }
}
