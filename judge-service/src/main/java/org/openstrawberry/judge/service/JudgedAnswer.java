package org.openstrawberry.judge.service;

import java.time.Instant;
import java.util.UUID;
import org.openstrawberry.contracts.event.AnswerJudged;
import org.openstrawberry.judge.Judgement;
import org.openstrawberry.store.verdict.AnswerToJudge;
import org.openstrawberry.store.verdict.VerdictDraft;

/** An answer with what the judge says of it. */
record JudgedAnswer(AnswerToJudge answer, Judgement judgement) {
    VerdictDraft draft(UUID id) {
        return new VerdictDraft(
                id,
                answer.traceId(),
                judgement.outcome(),
                judgement.rule(),
                judgement.ruleVersion(),
                judgement.reason(),
                judgement.extracted(),
                judgement.answerForm(),
                judgement.groundTruthForm());
    }

    AnswerJudged event(Instant judgedAt) {
        return new AnswerJudged(
                answer.runId(),
                answer.traceId(),
                answer.problemId(),
                answer.sample(),
                judgement.extracted(),
                judgement.outcome(),
                judgement.rule(),
                judgement.ruleVersion(),
                judgement.reason(),
                judgedAt);
    }
}
