package org.openstrawberry.llm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.ModelReply;

/** The registry inside a service: configuration, listeners, and recordings in a real database. */
@QuarkusTest
@QuarkusTestResource(DatabaseAndModelServer.class)
class ModelBeansTest {

    @Inject
    ModelRegistry registry;

    @Inject
    RetryCounter retries;

    @Inject
    DataSource dataSource;

    @Test
    void shouldCallAModelThatIsConfiguredByItsVariable() {
        // given
        ModelName name = registry.validate("vllm:some:model");

        // when
        ModelReply reply = registry.resolve(name).call(Calls.of("vllm:some:model"));

        // then
        assertThat(reply.text()).isEqualTo("from the container");
        assertThat(reply.tries()).isEqualTo(2);
        assertThat(retries.retries()).isEqualTo(1);
    }

    @Test
    void shouldServeManyRecordedOutputsAtOnce() throws Exception {
        // given
        UUID problem = record(200);
        LanguageModel replay = registry.resolve(registry.validate("replay:gpt-4"));

        // when
        List<Future<ModelReply>> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sample = 0; sample < 200; sample++) {
                CallContext context = context(problem, sample);
                replies.add(threads.submit(() -> replay.call(Calls.of("replay:gpt-4", context, null))));
            }
        }

        // then
        for (int sample = 0; sample < 200; sample++) {
            assertThat(replies.get(sample).resultNow().text()).isEqualTo("output " + sample);
        }
    }

    @Test
    void shouldSayThatThereAreFewerOutputsThanSamples() throws Exception {
        // given
        UUID problem = record(2);

        // when
        ModelCallException failure = catchThrowableOfType(
                ModelCallException.class,
                () -> registry.resolve(ModelName.parse("replay:gpt-4"))
                        .call(Calls.of("replay:gpt-4", context(problem, 2), null)));

        // then
        assertThat(failure.code()).isEqualTo(ModelCallException.Code.NO_RECORDING);
        assertThat(failure).hasMessageContaining("sample 2");
    }

    private static CallContext context(UUID problem, int sample) {
        return new CallContext(UUID.randomUUID(), UUID.randomUUID(), 0, problem, sample, 1);
    }

    private UUID record(int outputs) throws SQLException {
        UUID set = UUID.randomUUID();
        UUID problem = UUID.randomUUID();
        try (Connection connection = dataSource.getConnection()) {
            run(
                    connection,
                    "INSERT INTO problem_set (id, name, version, content_hash, problems) VALUES (?, ?, 1, 'hash', 1)",
                    set,
                    "set " + set);
            run(
                    connection,
                    "INSERT INTO problem (id, problem_set_id, position, prompt, answer_type)"
                            + " VALUES (?, ?, 0, 'prompt', 'TEXT')",
                    problem,
                    set);
            run(
                    connection,
                    "INSERT INTO recording (problem_id, name, sample, output)"
                            + " SELECT ?, 'gpt-4', i, 'output ' || i FROM generate_series(0, ?) i",
                    problem,
                    outputs - 1);
        }
        return problem;
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
