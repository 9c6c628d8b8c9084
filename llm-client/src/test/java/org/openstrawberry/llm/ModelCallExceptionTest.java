package org.openstrawberry.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.ModelCallException.Code;

class ModelCallExceptionTest {

    @Test
    void shouldCountATryAsPossiblyBilledWheneverTheProviderMayHaveWorkedOnIt() {
        assertThat(Arrays.stream(Code.values()).filter(Code::possiblyBilled))
                .containsExactlyInAnyOrder(
                        Code.TIMEOUT,
                        Code.CONNECTION,
                        Code.CONTENT_FILTERED,
                        Code.REFUSED,
                        Code.EMPTY_REPLY,
                        Code.INVALID_RESPONSE,
                        Code.INTERRUPTED);
    }

    @Test
    void shouldTryAgainOnlyWhatMayPass() {
        assertThat(EnumSet.allOf(Code.class).stream().filter(Code::retryable))
                .containsExactlyInAnyOrder(
                        Code.RATE_LIMITED,
                        Code.SERVER_ERROR,
                        Code.TIMEOUT,
                        Code.NO_CONNECTION,
                        Code.CONNECTION,
                        Code.EMPTY_REPLY,
                        Code.INVALID_RESPONSE);
    }

    @Test
    void shouldKeepEverythingElseWhenOneFactIsAdded() {
        // given
        ModelCallException failure = new ModelCallException(Code.SERVER_ERROR, "down", 503, Duration.ofSeconds(3));
        Usage usage = new Usage(5, null, null, null);

        // when
        ModelCallException more =
                failure.asFinal().asPossiblyBilled().withUsage(usage).withTries(2);

        // then
        assertThat(more.code()).isEqualTo(Code.SERVER_ERROR);
        assertThat(more).hasMessage("down");
        assertThat(more.status()).hasValue(503);
        assertThat(more.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(more.retryable()).isFalse();
        assertThat(more.possiblyBilled()).isTrue();
        assertThat(more.usage()).isEqualTo(usage);
        assertThat(more.tries()).isEqualTo(2);
    }
}
