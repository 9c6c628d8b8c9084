package org.openstrawberry.messaging.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import javax.transaction.xa.XAException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransientFailuresTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08003", "08006", "08P01", "40001", "40P01", "53300", "53100", "55P03", "57014", "57P01",
                "57P02", "57P03", "57P05", "58030", "25006"
            })
    void shouldRetryWhatTheDatabaseWillRecoverFrom(String state) {
        assertThat(TransientFailures.isTransient(new SQLException("x", state))).isTrue();
        assertThat(TransientFailures.isTransient(new IllegalStateException(new SQLException("x", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503", "23514", "42601", "42P01", "22001", "22P02", "25P02", "", "0800"})
    void shouldNotRetryWhatStaysWrong(String state) {
        assertThat(TransientFailures.isTransient(new SQLException("x", state))).isFalse();
    }

    @Test
    void shouldRetryLostConnectionsAndTimeouts() {
        assertThat(TransientFailures.isTransient(new RuntimeException(new EOFException())))
                .isTrue();
        assertThat(TransientFailures.isTransient(new RuntimeException(new ConnectException())))
                .isTrue();
        assertThat(TransientFailures.isTransient(new TimeoutException())).isTrue();
        assertThat(TransientFailures.isTransient(new SQLTransientConnectionException()))
                .isTrue();
        assertThat(TransientFailures.isTransient(new NotLeaderOrFollowerException("x")))
                .isTrue();
        assertThat(TransientFailures.isTransient(
                        new SQLException("Acquisition timeout while waiting for new connection")))
                .isTrue();
    }

    @Test
    void shouldNotRetryBugs() {
        assertThat(TransientFailures.isTransient(new NullPointerException())).isFalse();
        assertThat(TransientFailures.isTransient(new RecordTooLargeException("x")))
                .isFalse();
        assertThat(TransientFailures.isTransient(new XAException(XAException.XA_RBINTEGRITY)))
                .isFalse();
        assertThat(TransientFailures.isTransient(new SQLException("something else")))
                .isFalse();
    }

    @Test
    void shouldLookAtSuppressedNextAndCircularCauses() {
        // given
        RuntimeException suppressing = new RuntimeException("rolled back");
        suppressing.addSuppressed(new XAException(XAException.XAER_RMFAIL));
        SQLException batch = new SQLException("batch", "23505");
        batch.setNextException(new SQLException("deadlock", "40P01"));
        RuntimeException outer = new RuntimeException("outer");
        RuntimeException inner = new RuntimeException("inner", outer);
        outer.initCause(inner);

        // then
        assertThat(TransientFailures.isTransient(suppressing)).isTrue();
        assertThat(TransientFailures.isTransient(batch)).isTrue();
        assertThat(TransientFailures.isTransient(outer)).isFalse();
    }
}
