package org.openstrawberry.verifier.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.verifier.reply.CriticReply;

class BallotTest {
    private static final Usage USAGE = new Usage(10, 4, 5, null);
    private static final BigDecimal COST = new BigDecimal("0.01");

    @ParameterizedTest
    @CsvSource({
        "1, P,     PASS,    1",
        "1, U,     UNKNOWN, 1",
        "3, PP,    PASS,    2",
        "3, FF,    FAIL,    2",
        "3, PFP,   PASS,    3",
        "3, PFU,   UNKNOWN, 3",
        "3, UU,    UNKNOWN, 2",
        "5, FUFPF, FAIL,    5",
        "5, PPUFU, UNKNOWN, 5",
        "5, PPFF,  UNKNOWN, 5",
    })
    void shouldAskUntilMoreThanHalfAgreeOrNoLongerCan(int voters, String words, CritiqueOutcome outcome, int asked) {
        // given
        Ballot ballot = new Ballot(voters);

        // when
        for (int asker = 0; asker < words.length(); asker++) {
            assertThat(ballot.isDecided()).isFalse();
            ballot.add(vote(words.charAt(asker), 0.5, null));
        }

        // then
        assertThat(ballot.isDecided()).isEqualTo(words.length() == asked);
        assertThat(ballot.result().outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, -1, 8})
    void shouldWantAnOddNumber(int voters) {
        assertThatThrownBy(() -> new Ballot(voters)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLetTheMajoritySpeakAndScoreByAll() {
        // given two who blame turn 4, one who blames turn 2, and two who see nothing wrong
        Ballot ballot = new Ballot(5);
        ballot.add(vote('P', 0.9, null));
        ballot.add(vote('F', 0.3, 2));
        ballot.add(vote('F', 0.1, 4));
        ballot.add(vote('P', 0.8, null));
        ballot.add(vote('F', 0.2, 4));

        // when
        Majority majority = ballot.result();

        // then
        assertThat(majority.outcome()).isEqualTo(CritiqueOutcome.FAIL);
        assertThat(majority.firstWrongTurn()).isEqualTo(4);
        assertThat(majority.speaker().said().text()).isEqualTo("F 0.1");
        assertThat(majority.score()).isCloseTo(0.46, within(1e-9));
        assertThat(majority.scores()).containsOnlyKeys("logic");
        assertThat(majority.error()).isNull();
        assertThat(majority.usage()).isEqualTo(new Usage(50, 20, 25, null));
        assertThat(majority.cost()).isEqualByComparingTo("0.05");
        assertThat(majority.latency()).isEqualTo(Duration.ofMillis(15));
    }

    @Test
    void shouldNameTheEarliestTurnOfThoseThatAreNamedAlike() {
        // given
        Ballot ballot = new Ballot(3);
        ballot.add(vote('F', 0.1, 4));
        ballot.add(vote('F', 0.1, 2));

        // then
        assertThat(ballot.result().firstWrongTurn()).isEqualTo(2);
    }

    @Test
    void shouldKnowNoSumOfWhichAPartIsUnknown() {
        // given
        Ballot ballot = new Ballot(3);
        ballot.add(vote('P', 0.9, null));
        ballot.add(Vote.failed("TIMEOUT", Usage.UNKNOWN, null, Duration.ZERO));
        ballot.add(vote('P', 0.9, null));

        // then
        assertThat(ballot.result().outcome()).isEqualTo(CritiqueOutcome.PASS);
        assertThat(ballot.result().usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(ballot.result().cost()).isNull();
    }

    @Test
    void shouldSayWhyNothingIsKnown() {
        // given
        Ballot apart = new Ballot(3);
        apart.add(vote('P', 0.9, null));
        apart.add(vote('F', 0.1, null));
        apart.add(vote('U', 0.5, null));
        Ballot unreadable = new Ballot(1);
        unreadable.add(new Vote(
                new CriticReply(CritiqueOutcome.UNKNOWN, null, null, null, CriticReply.Flaw.BAD_SCORE),
                "raw",
                "REPLY_BAD_SCORE",
                USAGE,
                COST,
                Duration.ZERO));

        // then
        assertThat(apart.result().error()).isEqualTo(Majority.NO_MAJORITY);
        assertThat(unreadable.result().error()).isEqualTo("REPLY_BAD_SCORE");
    }

    private static Vote vote(char word, double score, @Nullable Integer turn) {
        CritiqueOutcome outcome = switch (word) {
            case 'P' -> CritiqueOutcome.PASS;
            case 'F' -> CritiqueOutcome.FAIL;
            default -> CritiqueOutcome.UNKNOWN;
        };
        CriticReply said = new CriticReply(outcome, score, turn, word + " " + score, null, Map.of("logic", score));
        return new Vote(said, "raw", null, USAGE, COST, Duration.ofMillis(3));
    }
}
