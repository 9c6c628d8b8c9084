package org.openstrawberry.orchestrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.report.Forecast.Range;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;

class ForecastTest {
    private static final Price PRICE =
            new Price(new BigDecimal(2), new BigDecimal(1), new BigDecimal(3), new BigDecimal(10));
    private static final Forecast.Sizes SIZES = new Forecast.Sizes(10, 200, 300, 100);

    private static RunSettings settings(int maxTurns, boolean anyTurn, VerifierMode verifier, @Nullable Price critic) {
        return new RunSettings(
                0,
                null,
                100,
                1,
                maxTurns,
                2,
                anyTurn,
                1,
                1,
                new RunSettings.Prompts(RunSettings.SingleShotStyle.ZERO_SHOT, null, List.of(), null),
                new RunSettings.Limits(null, null, null, null),
                new RunSettings.Verifier(verifier, null, 0, 2, 2, 40),
                new RunSettings.Prices("test", "USD", PRICE, critic));
    }

    @Test
    void shouldReachFromOneShortCallToEveryTurnAtFullLength() {
        // when
        Forecast forecast = Forecast.of(RunMode.TRACE, settings(3, true, VerifierMode.OFF, null), SIZES);

        // then low: (500 / 5 in + 5 out) x 10; high: in 3 x 250 + 3 x (50 + 100), out 300
        assertThat(forecast.calls()).isEqualTo(new Range(10, 30));
        assertThat(forecast.tokens()).isEqualTo(new Range(1_050, 15_000));
        assertThat(forecast.cost()).isNotNull();
        assertThat(forecast.cost().low()).isEqualByComparingTo("0.0025");
        assertThat(forecast.cost().high()).isEqualByComparingTo("0.066");
    }

    @Test
    void shouldCountOnNoAnswerBeforeItIsAskedFor() {
        assertThat(Forecast.of(RunMode.TRACE, settings(9, false, VerifierMode.OFF, null), SIZES)
                        .calls()
                        .low())
                .isEqualTo(30);
    }

    @Test
    void shouldMakeOneCallOfASingleShot() {
        assertThat(Forecast.of(RunMode.SINGLE_SHOT, settings(9, true, VerifierMode.OFF, null), SIZES)
                        .calls())
                .isEqualTo(new Range(10, 10));
    }

    @Test
    void shouldAddTheCriticsAndNotKnowACostWithoutTheirPrice() {
        // when
        Forecast priced = Forecast.of(RunMode.TRACE, settings(4, true, VerifierMode.OBSERVE, PRICE), SIZES);
        Forecast unpriced = Forecast.of(RunMode.TRACE, settings(4, true, VerifierMode.OBSERVE, null), SIZES);

        // then
        assertThat(priced.calls()).isEqualTo(new Range(10, 60));
        assertThat(priced.cost()).isNotNull();
        assertThat(unpriced.calls()).isEqualTo(priced.calls());
        assertThat(unpriced.tokens()).isEqualTo(priced.tokens());
        assertThat(unpriced.cost()).isNull();
    }

    @Test
    void shouldExpectTheRestToBeAsTheFinishedTracesWere() {
        // given 4 of 10 traces for 8 in a minute
        Outlook.Sample tokens = new Outlook.Sample(4, new BigDecimal(400), 0);
        Outlook.Sample cost = new Outlook.Sample(4, new BigDecimal(8), 0.5);

        // when
        Outlook outlook = Outlook.of(tokens, cost, 10, Duration.ofMinutes(1));

        // then 12 more are expected, give or take 1.96 x 0.5 x sqrt(6 + 36 / 4)
        assertThat(outlook.tokens())
                .isEqualTo(new Outlook.Expected(new BigDecimal(1_000), new BigDecimal(1_000), new BigDecimal(1_000)));
        assertThat(outlook.cost()).isNotNull();
        assertThat(outlook.cost().expected()).isEqualByComparingTo("20");
        assertThat(outlook.cost().low()).isEqualByComparingTo("16.204546");
        assertThat(outlook.cost().high()).isEqualByComparingTo("23.795454");
        assertThat(outlook.remainingSeconds()).isEqualTo(90);
    }

    @Test
    void shouldExpectNoCostWhenThatOfAFinishedTraceIsNotKnown() {
        // given
        Outlook.Sample tokens = new Outlook.Sample(4, new BigDecimal(400), 0);
        Outlook.Sample cost = new Outlook.Sample(3, new BigDecimal(8), 0.5);

        // when / then
        assertThat(Outlook.of(tokens, cost, 10, Duration.ofMinutes(1)).cost()).isNull();
    }
}
