package org.openstrawberry.judge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.contracts.event.AnswerJudged;
import org.openstrawberry.contracts.event.AnswerProposed;
import org.openstrawberry.contracts.event.DeadLetter;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.embedded.testing.SharedServers;
import org.openstrawberry.judge.Judge;
import org.openstrawberry.messaging.publish.EventPublisher;
import org.openstrawberry.store.verdict.Verdict;

/** The service between a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class JudgeServiceTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    TraceRows rows;

    @Inject
    EventPublisher publisher;

    @Test
    void shouldStoreAndPublishVerdictsOfProposedAnswers() {
        // given
        TraceRows.Run run = rows.run();
        UUID right = rows.waiting(run, "9 * 2 = <<9*2=18>>18\nA: 18", "#### 18", AnswerType.NUMBER);
        UUID wrong = rows.waiting(run, "not 18", "18", AnswerType.AUTO);
        UUID open = rows.waiting(run, "3841!", "4", AnswerType.AUTO);
        UUID unknown = rows.waiting(run, "18", null, AnswerType.AUTO);

        // when
        publisher.publish(
                List.of(proposed(run, right), proposed(run, wrong), proposed(run, open), proposed(run, unknown)));

        // then
        Verdict verdict = awaitVerdict(right);
        assertThat(verdict.outcome).isEqualTo(VerdictOutcome.CORRECT);
        assertThat(verdict.rule).isEqualTo("number");
        assertThat(verdict.ruleVersion).isEqualTo(Judge.VERSION);
        assertThat(verdict.reason).isEqualTo("the answer phrase says 18, which equals 18");
        assertThat(verdict.extracted).isEqualTo("18");
        assertThat(verdict.answerNormalForm).isEqualTo("18");
        assertThat(verdict.truthNormalForm).isEqualTo("18");
        assertThat(awaitVerdict(wrong).outcome).isEqualTo(VerdictOutcome.INCORRECT);
        assertThat(awaitVerdict(open).outcome).isEqualTo(VerdictOutcome.UNDECIDED);
        assertThat(awaitVerdict(unknown).rule).isEqualTo("no-ground-truth");

        try (TopicTail judged = new TopicTail(SharedServers.bootstrapServers(), Topic.ANSWER_JUDGED)) {
            ConsumerRecord<String, String> record = awaitOne(judged, right);
            AnswerJudged event = EventJson.read(AnswerJudged.class, record.value());
            assertThat(event.runId()).isEqualTo(run.id);
            assertThat(event.traceId()).isEqualTo(right);
            assertThat(event.outcome()).isEqualTo(VerdictOutcome.CORRECT);
            assertThat(event.extracted()).isEqualTo("18");
            assertThat(header(record, "ce_type")).isEqualTo("strawberry.answer.judged.v1");
            assertThat(header(record, "ce_source")).isEqualTo("/open-strawberry/judge");
            assertThat(header(record, "ce_subject")).isEqualTo(right.toString());
            assertThat(header(record, "ce_sequence")).isEqualTo("1");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.count(
                                "SELECT count(*) FROM outbox WHERE run_id = ? AND published_at IS NOT NULL", run.id))
                        .isEqualTo(4));
    }

    @Test
    void shouldCompareByThePolicyOfTheProblemSet() {
        // given
        TraceRows.Run lenient = rows.run();
        TraceRows.Run exact = rows.run();
        rows.compareExactly(exact);
        UUID accepted = rows.waiting(lenient, "50%", "50", AnswerType.AUTO);
        UUID refused = rows.waiting(exact, "50%", "50", AnswerType.AUTO);
        UUID near = rows.waiting(exact, "101", "100", AnswerType.AUTO);

        // when
        publisher.publish(List.of(proposed(lenient, accepted), proposed(exact, refused), proposed(exact, near)));

        // then
        assertThat(awaitVerdict(accepted).outcome).isEqualTo(VerdictOutcome.CORRECT);
        assertThat(awaitVerdict(refused).outcome).isEqualTo(VerdictOutcome.INCORRECT);
        assertThat(awaitVerdict(near).outcome).isEqualTo(VerdictOutcome.CORRECT);
    }

    @Test
    void shouldJudgeOnceWhatIsProposedTwice() {
        // given
        TraceRows.Run run = rows.run();
        UUID trace = rows.waiting(run, "18", "18", AnswerType.NUMBER);
        UUID last = rows.waiting(run, "18", "18", AnswerType.NUMBER);
        AnswerProposed event = proposed(run, trace);

        // when
        publisher.publish(List.of(event, event, event));
        awaitVerdict(trace);
        publisher.publish(List.of(event, proposed(run, last)));
        awaitVerdict(last);

        // then
        assertThat(rows.verdicts(trace)).isOne();
        assertThat(rows.count("SELECT count(*) FROM outbox WHERE trace_id = ?", trace))
                .isOne();
        try (TopicTail judged = new TopicTail(SharedServers.bootstrapServers(), Topic.ANSWER_JUDGED)) {
            awaitOne(judged, last);
            assertThat(awaitOne(judged, trace).value()).contains("CORRECT");
        }
    }

    @Test
    void shouldPutAsideWhatCannotBeReadAndGoOn() {
        // given
        TraceRows.Run run = rows.run();
        String broken = "of no trace";
        UUID trace = rows.waiting(run, "18", "18", AnswerType.NUMBER);
        String topic = Topic.ANSWER_PROPOSED.topicName();

        // when
        publisher.await(publisher.send(List.of(new ProducerRecord<>(topic, broken, "{\"runId\": 1"))));
        publisher.publish(List.of(proposed(run, trace)));

        // then
        assertThat(awaitVerdict(trace).outcome).isEqualTo(VerdictOutcome.CORRECT);
        try (TopicTail deadLetters = new TopicTail(SharedServers.bootstrapServers(), Topic.DEAD_LETTER)) {
            DeadLetter letter = EventJson.read(
                    DeadLetter.class,
                    awaitOne(deadLetters, UUID.nameUUIDFromBytes(broken.getBytes(StandardCharsets.UTF_8)))
                            .value());
            assertThat(letter.originalTopic()).isEqualTo(topic);
            assertThat(letter.errorCode()).isEqualTo("INVALID_KEY");
            assertThat(letter.payload()).isEqualTo("{\"runId\": 1");
            assertThat(letter.source()).isEqualTo("/open-strawberry/judge");
        }
    }

    @Test
    void shouldLeaveTracesAloneThatDoNotWait() {
        // given
        TraceRows.Run run = rows.run();
        UUID cancelled = rows.waiting(run, "18", "18", AnswerType.NUMBER);
        rows.cancel(cancelled);
        UUID trace = rows.waiting(run, "18", "18", AnswerType.NUMBER);

        // when
        publisher.publish(List.of(proposed(run, cancelled), proposed(run, UUID.randomUUID()), proposed(run, trace)));
        awaitVerdict(trace);

        // then
        assertThat(rows.verdicts(cancelled)).isZero();
        assertThat(rows.count("SELECT count(*) FROM outbox WHERE run_id = ?", run.id))
                .isOne();
    }

    @Test
    void shouldJudgeManyAnswersInBatches() {
        // given
        TraceRows.Run run = rows.run();
        List<AnswerProposed> events = new ArrayList<>();
        for (int number = 0; number < 600; number++) {
            String answer = number % 3 == 0 ? "The answer is " + number + "." : "#### " + (number + 1);
            events.add(proposed(run, rows.waiting(run, answer, String.valueOf(number), AnswerType.NUMBER)));
        }

        // when
        publisher.publish(events);

        // then
        String judged = "SELECT count(*) FROM verdict v JOIN trace s ON s.id = v.trace_id WHERE s.run_id = ?";
        await().atMost(SOON).until(() -> rows.count(judged, run.id) == 600);
        assertThat(rows.count(judged + " AND v.outcome = 'CORRECT'", run.id)).isEqualTo(200);
        assertThat(rows.count(judged + " AND v.outcome = 'INCORRECT'", run.id)).isEqualTo(400);
    }

    private static AnswerProposed proposed(TraceRows.Run run, UUID trace) {
        return new AnswerProposed(run.id, trace, 0, "the row is the truth", Instant.now());
    }

    private static Verdict awaitVerdict(UUID trace) {
        return await().atMost(SOON)
                .until(() -> JudgeServiceTest.verdict(trace), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Verdict> verdict(UUID trace) {
        return QuarkusTransaction.requiringNew().call(() -> Verdict.ofTrace(trace));
    }

    private static ConsumerRecord<String, String> awaitOne(TopicTail topic, UUID key) {
        return await().atMost(SOON)
                .until(() -> topic.of(key), records -> records.size() == 1)
                .getFirst();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
