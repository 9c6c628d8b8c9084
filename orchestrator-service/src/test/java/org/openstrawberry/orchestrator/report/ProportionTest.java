package org.openstrawberry.orchestrator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProportionTest {

    @Test
    void shouldGiveWilsonsInterval() {
        Proportion share = Proportion.wilson(742, 1319);

        assertThat(share.value()).isEqualTo(0.56255, within(1e-5));
        assertThat(share.low()).isEqualTo(0.53564, within(1e-4));
        assertThat(share.high()).isEqualTo(0.58910, within(1e-4));
    }

    @Test
    void shouldStayWithinTheUnitIntervalAtTheEnds() {
        assertThat(Proportion.wilson(0, 10).low()).isZero();
        assertThat(Proportion.wilson(0, 10).high()).isEqualTo(0.27753, within(1e-4));
        assertThat(Proportion.wilson(10, 10).high()).isOne();
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.wilson(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.wilson(3, 2));
    }

    @Property
    void shouldHoldTheShare(
            @ForAll @IntRange(min = 1, max = 100_000) int total, @ForAll @IntRange(max = 100_000) int part) {
        Proportion share = Proportion.wilson(Math.min(part, total), total);

        assertThat(share.value()).isBetween(share.low(), share.high());
        assertThat(share.low()).isNotNegative();
        assertThat(share.high()).isLessThanOrEqualTo(1);
    }
}
