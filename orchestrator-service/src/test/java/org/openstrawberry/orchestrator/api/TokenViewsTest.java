package org.openstrawberry.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openstrawberry.orchestrator.report.RunCounts;
import org.openstrawberry.store.trace.Trace;

class TokenViewsTest {
    @Test
    void shouldTellWhatIsKnownOfTheTokensOfARun() {
        RunCounts.Tokens generator = new RunCounts.Tokens(100, null, 60L, 10, null, 2, 1);
        RunCounts.Tokens critics = new RunCounts.Tokens(50, 0L, 5L, 7, null, 1, 0);

        assertThat(RunViews.Tokens.of(generator.plus(critics)))
                .isEqualTo(new RunViews.Tokens(150L, 0L, 65L, 17L, null, 3, 1));
        assertThat(generator.plus(RunCounts.Tokens.NONE)).isEqualTo(generator);
    }

    @Test
    void shouldCallUnknownWhatNoProviderReported() {
        assertThat(RunViews.Tokens.of(new RunCounts.Tokens(0, null, null, 0, null, 3, 3)))
                .isEqualTo(new RunViews.Tokens(null, null, null, null, null, 3, 3));
        assertThat(RunViews.Tokens.of(new RunCounts.Tokens(100, null, null, 10, null, 3, 0)))
                .isEqualTo(new RunViews.Tokens(100L, null, null, 10L, null, 3, 0));
    }

    @Test
    void shouldKnowThatNothingWasUsedWithoutACall() {
        assertThat(RunViews.Tokens.of(RunCounts.Tokens.NONE)).isEqualTo(new RunViews.Tokens(0L, 0L, 0L, 0L, 0L, 0, 0));
        assertThat(TraceViews.tokens(new Trace())).isEqualTo(RunViews.Tokens.of(RunCounts.Tokens.NONE));
    }

    @Test
    void shouldTellTheTokensOfATrace() {
        Trace trace = new Trace();
        trace.inputTokens = 100;
        trace.cacheWrittenTokens = 60L;
        trace.outputTokens = 10;
        trace.calls = 2;

        assertThat(TraceViews.tokens(trace)).isEqualTo(new RunViews.Tokens(100L, null, 60L, 10L, null, 2, 0));
    }
}
