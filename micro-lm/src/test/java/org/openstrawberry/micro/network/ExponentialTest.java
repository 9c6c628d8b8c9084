package org.openstrawberry.micro.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Test
    void shouldBeExactToTheLastDigits() {
        for (float power = 0; power > -86; power -= 0.00371f) {
            double expected = Math.exp(power);
            assertThat((double) Exponential.exp(power)).isCloseTo(expected, within(expected * 3e-7));
        }
    }

    @Test
    void shouldBeZeroFarBelow() {
        assertThat(Exponential.exp(-88)).isZero();
        assertThat(Exponential.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.exp(0)).isEqualTo(1);
    }

    @Test
    void shouldMakeProbabilities() {
        // given
        float[] numbers = {9, 1, 2, 3, 9};

        // when
        Exponential.softmax(numbers, 1, 3, 2);

        // then
        double sum = Math.exp(2) + Math.exp(4) + Math.exp(6);
        assertThat(numbers[0]).isEqualTo(9);
        assertThat(numbers[4]).isEqualTo(9);
        assertThat((double) numbers[1]).isCloseTo(Math.exp(2) / sum, within(1e-6));
        assertThat((double) numbers[3]).isCloseTo(Math.exp(6) / sum, within(1e-6));
    }
}
