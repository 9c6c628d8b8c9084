package org.openstrawberry.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.openstrawberry.cli.client.ForecastView;
import org.openstrawberry.cli.client.ForecastView.Range;

/** What a run will use, in one line. */
public final class ForecastLine {
    private static final int COST_SCALE = 4;

    private ForecastLine() {}

    /** The line. */
    public static String of(ForecastView forecast) {
        String cost = forecast.cost()
                .map(range -> "cost " + amount(range.low(), RoundingMode.DOWN) + " to "
                        + amount(range.high(), RoundingMode.UP)
                        + (forecast.currency().isEmpty() ? "" : " " + forecast.currency()))
                .orElse("cost unknown");
        return "Forecast: " + whole(forecast.calls()) + " calls, " + whole(forecast.tokens()) + " tokens, " + cost;
    }

    private static String whole(Range range) {
        return range.low().compareTo(range.high()) == 0
                ? Numbers.count(range.low())
                : Numbers.count(range.low()) + " to " + Numbers.count(range.high());
    }

    private static String amount(BigDecimal amount, RoundingMode rounding) {
        return amount.setScale(COST_SCALE, rounding).stripTrailingZeros().toPlainString();
    }
}
