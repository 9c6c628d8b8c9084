package org.openstrawberry.judge.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.openstrawberry.contracts.event.AnswerJudged;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.outbox.EventDraft;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.outbox.StoredEvent;
import org.openstrawberry.store.verdict.Verdicts;

/** Stores verdicts together with the events that tell of them. */
@ApplicationScoped
public class VerdictRecorder {
    /**
     * What one call has stored.
     *
     * @param answers those whose verdict is new
     * @param events to be published now
     */
    record Recorded(List<JudgedAnswer> answers, List<StoredEvent> events) {
        Recorded {
            answers = List.copyOf(answers);
            events = List.copyOf(events);
        }
    }

    private final Verdicts verdicts;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    @Inject
    VerdictRecorder(Verdicts verdicts, Outbox outbox, Ids ids) {
        this(verdicts, outbox, ids, Clock.systemUTC());
    }

    VerdictRecorder(Verdicts verdicts, Outbox outbox, Ids ids, Clock clock) {
        this.verdicts = verdicts;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** Stores in one transaction what is not stored yet. */
    @Transactional
    Recorded record(List<JudgedAnswer> judged) {
        Set<UUID> stored = verdicts.insert(
                judged.stream().map(answer -> answer.draft(ids.next())).toList());
        List<JudgedAnswer> fresh = judged.stream()
                .filter(answer -> stored.contains(answer.answer().traceId()))
                .toList();
        Instant now = clock.instant();
        return new Recorded(
                fresh,
                outbox.append(
                        fresh.stream().map(answer -> draft(answer.event(now))).toList()));
    }

    private EventDraft draft(AnswerJudged event) {
        return new EventDraft(ids.next(), event.runId(), event.traceId(), event.topic(), EventJson.write(event));
    }
}
