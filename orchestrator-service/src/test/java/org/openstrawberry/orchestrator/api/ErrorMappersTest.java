package org.openstrawberry.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.store.StoreException;

class ErrorMappersTest {
    private final ErrorMappers mappers = new ErrorMappers();

    @Test
    void shouldAskToComeBackWhileTheDatabaseIsAway() {
        List<Throwable> failures = List.of(
                new PersistenceException(new SQLException("terminating connection", "57P01")),
                new StoreException("cannot read", new SQLException("connection refused", "08001")),
                new IllegalStateException(new SQLException("Acquisition timeout while waiting for new connection")));

        assertThat(failures).allSatisfy(failure -> {
            Response response = mappers.unexpected(failure);
            assertThat(response.getStatus()).isEqualTo(503);
            assertThat(response.getHeaderString(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
            assertThat(((ProblemDetail) response.getEntity()).code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
        });
    }

    @Test
    void shouldNotCallEveryFailureTheDatabases() {
        List<Throwable> failures = List.of(
                new StoreException("cannot store", new SQLException("duplicate key", "23505")),
                new IOException("the caller hung up"),
                new IllegalStateException("a bug"));

        assertThat(failures).allSatisfy(failure -> {
            Response response = mappers.unexpected(failure);
            assertThat(response.getStatus()).isEqualTo(500);
            assertThat(response.getHeaderString(HttpHeaders.RETRY_AFTER)).isNull();
        });
    }

    @Test
    void shouldAskToComeBackWhenTooMuchIsUnderWay() {
        Response response = mappers.refused(new ApiException(ErrorCode.BUSY, "two imports are under way"));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeaderString(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
    }
}
