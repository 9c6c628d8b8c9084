package org.openstrawberry.llm.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.store.price.Price;

class PriceTableTest {
    private static final String TABLE = """
            {"version": "mine", "currency": "USD", "prices": [
                {"model": "openai:gpt-4o", "input": 2, "cachedInput": 1, "output": 8},
                {"model": "openai:gpt-4*", "input": 4, "output": 4},
                {"model": "openai:gpt-4o-2*", "input": 3, "output": 3}]}
            """;

    private static Optional<Price> find(PriceTable table, String model) {
        return table.find(ModelName.parse(model));
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, 2", "gpt-4o-2024, 3", "gpt-4o-mini, 4", "gpt-4, 4"})
    void shouldTakeTheEntryThatNamesTheModelMostClosely(String model, BigDecimal input) {
        assertThat(find(PriceTableReader.parse(TABLE, "test"), "openai:" + model)
                        .map(Price::input))
                .contains(input);
    }

    @Test
    void shouldKnowNoPriceOfWhatNoEntryNames() {
        // given
        PriceTable table = PriceTableReader.parse(TABLE, "test");

        // when / then
        assertThat(find(table, "openai:gpt-3")).isEmpty();
        assertThat(find(table, "azure:gpt-4o")).isEmpty();
    }

    @Test
    void shouldPreferTheUsersFile(@TempDir Path folder) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("prices.json"), TABLE);

        // when
        PriceTable table = PriceTableReader.builtIn().overriddenBy(PriceTableReader.of(file));

        // then
        assertThat(find(table, "openai:gpt-4o").map(Price::output)).contains(new BigDecimal(8));
        assertThat(find(table, "anthropic:claude-3-5-haiku-20241022").map(Price::cacheWrite))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("1"));
        assertThat(table.version()).startsWith("mine over ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay:gpt-4", "micro:tiny", "ollama:mistral:v0.3", "vllm:any"})
    void shouldCostNothingWhereNobodyIsPaid(String model) {
        // when
        Price price = find(PriceTableReader.builtIn(), model).orElseThrow();

        // then
        assertThat(price.costOf(Usage.UNKNOWN)).isEqualByComparingTo("0");
    }

    @Test
    void shouldCostExactlyWhatTheListSays() {
        // given 700 fresh, 300 cached, 100 out
        Price price = find(PriceTableReader.builtIn(), "openai:gpt-4o-mini").orElseThrow();

        // when / then 700 x 0.15 + 300 x 0.075 + 100 x 0.60 millionths
        assertThat(price.costOf(new Usage(1_000, 300, 100, 40))).isEqualByComparingTo("0.0001875");
        assertThat(price.costOf(new Usage(1_000, null, 100, null)))
                .as("what was cached is not known")
                .isNull();
        assertThat(price.costOf(new Usage(null, null, 100, null))).isNull();
        assertThat(price.costOf(new Usage(1_000, 300, null, null))).isNull();
    }

    @Test
    void shouldCostWhatWasWrittenToTheCacheToo() {
        // given 100 fresh, 300 read, 600 written, 100 out
        Price price = find(PriceTableReader.builtIn(), "anthropic:claude-haiku-4-5-20251001")
                .orElseThrow();

        // when / then 100 x 1.00 + 300 x 0.10 + 600 x 1.25 + 100 x 5.00 millionths
        assertThat(price.costOf(new Usage(1_000, 300, 600, 100, null))).isEqualByComparingTo("0.00138");
        assertThat(price.costOf(new Usage(1_000, 300, null, 100, null)))
                .as("what was written is not known")
                .isNull();
    }

    @Test
    void shouldNotNeedTheCachedTokensWhereTheyCostTheSame() {
        // given
        Price price =
                find(PriceTableReader.builtIn(), "groq:llama-3.1-8b-instant").orElseThrow();

        // when / then
        assertThat(price.costOf(new Usage(1_000, null, 100, null))).isEqualByComparingTo("0.000058");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                                          | an object is needed
            {"version": "1", "currency": "USD"}                                         | "prices" must be a list
            {"version": "1", "currency": "usd", "prices": []}                           | "currency" must be
            {"currency": "USD", "prices": []}                                           | "version" must be
            {"version": "1", "currency": "USD", "prices": [], "x": 1}                   | the field "x" is not known
            {"version": "1", "currency": "USD", "prices": [{"model": "openai:m"}]}      | entry 1: "input" must be a number
            {"version": "1", "currency": "USD", "prices": [{"model": "m", "input": 1, "output": 1}]} | has no provider
            {"version": "1", "currency": "USD", "prices": [{"model": "a:m*n", "input": 1, "output": 1}]} | a star stands only
            {"version": "1", "currency": "USD", "prices": [{"model": "a:m", "input": -1, "output": 1}]} | not negative
            {"version": "1", "currency": "USD", "prices": [{"model": "a:m", "input": 0.00001, "output": 1}]} | 4 digits
            {"version": "1", "currency": "USD", "prices": [{"model": "a:m", "input": "1", "output": 1}]} | must be a number
            {"version": "1", "currency": "USD", "prices": [{"model": "a:m", "input": 9999999, "output": 1}]} | is more than
            {"version": "1", "currency": "USD", "currency": "EUR", "prices": []}        | is not JSON
            not JSON                                                                    | is not JSON
            """)
    void shouldSayWhatIsWrongWithATable(String json, String reason) {
        assertThatThrownBy(() -> PriceTableReader.parse(json, "test"))
                .isInstanceOf(PriceTableException.class)
                .hasMessageContaining("price table test")
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseAModelThatIsNamedTwice() {
        assertThatThrownBy(() -> PriceTableReader.parse(TABLE.replace("gpt-4*", "gpt-4o"), "test"))
                .hasMessageContaining("openai:gpt-4o twice");
    }

    @Test
    void shouldNotMixCurrencies() {
        // given
        PriceTable euros = PriceTableReader.parse(TABLE.replace("USD", "EUR"), "test");

        // when / then
        assertThatThrownBy(() -> PriceTableReader.builtIn().overriddenBy(euros))
                .hasMessageContaining("two currencies cannot be mixed");
    }

    @Test
    void shouldSayWhichFileIsNotThere() {
        assertThatThrownBy(() -> PriceTableReader.of(Path.of("no-such-prices.json")))
                .isInstanceOf(PriceTableException.class)
                .hasMessageContaining("no-such-prices.json");
    }
}
