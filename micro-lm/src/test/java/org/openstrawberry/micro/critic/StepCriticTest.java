package org.openstrawberry.micro.critic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Lessons;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.evaluate.Solver;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.micro.train.Example;
import org.openstrawberry.micro.train.ImitationLoss;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;

/** With a model that knows the working of a few problems by heart. */
class StepCriticTest {

    private static final Tokenizer TOKENIZER = Tokenizer.standard();
    private static final List<Problem> PROBLEMS = new Problems(Split.TRAIN, 1).distinct(Level.of(2), 6);
    private static final ModelShape SHAPE = new ModelShape(TOKENIZER.size(), 64, 2, 2, 128, 160);

    private static Weights weights = Weights.random(SHAPE, TOKENIZER.fingerprint(), 1);

    @BeforeAll
    static void learnByHeart() {
        List<Example.Demonstration> lessons = PROBLEMS.stream()
                .flatMap(problem -> List.of(Lessons.oneShot(problem), lesson(problem)).stream())
                .map(lesson -> new Example.Demonstration(lesson.sequence(TOKENIZER)))
                .toList();
        try (Trainer trainer = Trainer.of(weights, TrainerSettings.defaults())) {
            for (int step = 0; step < 150; step++) {
                trainer.step(lessons, new ImitationLoss(), 3e-3);
            }
            weights = trainer.weights();
        }
    }

    private static Conversation lesson(Problem problem) {
        Conversation conversation = Conversation.about(problem.text());
        for (int i = 0; i < problem.steps().size(); i++) {
            conversation = conversation.with(Prompt.NEXT, problem.steps().get(i).text(i + 1));
            if (i == 0) {
                conversation = conversation.with(
                        Prompt.CHECK, "Not yet.\n" + problem.steps().get(1).text(2));
                i++;
            }
        }
        return conversation.with(Prompt.CHECK, "Answer: " + problem.answer());
    }

    private static Conversation withWrongStep(Conversation conversation, int turn) {
        String reply = conversation.turns().get(turn).reply();
        char last = reply.charAt(reply.length() - 1);
        String wrong = reply.substring(0, reply.length() - 1) + (last == '7' ? '3' : '7');
        Conversation changed =
                conversation.before(turn).with(conversation.turns().get(turn).prompt(), wrong);
        for (int i = turn + 1; i < conversation.turns().size(); i++) {
            changed = changed.with(
                    conversation.turns().get(i).prompt(),
                    conversation.turns().get(i).reply());
        }
        return changed;
    }

    private static StepCritic critic() {
        return new StepCritic(new Scorer(weights), TOKENIZER);
    }

    @Test
    void shouldScoreEveryStepOnceAndTheWholeOfIt() {
        // given
        Conversation once = Lessons.oneShot(PROBLEMS.getFirst());
        Conversation steps = lesson(PROBLEMS.getFirst());

        // when
        List<List<StepScore>> scores = critic().scores(List.of(once, steps));

        // then
        assertThat(scores.get(0)).extracting(StepScore::step).containsExactly(0, 1, 2, 3);
        assertThat(scores.get(0)).extracting(StepScore::turn).containsOnly(0);
        assertThat(scores.get(1)).extracting(StepScore::turn).containsExactly(0, 1, 2, 3);
        assertThat(scores.get(1)).extracting(StepScore::step).containsOnly(0);
        double whole = new Scorer(weights).sums(List.of(once.sequence(TOKENIZER)))[0];
        double sum =
                scores.get(0).stream().mapToDouble(StepScore::logProbability).sum();
        assertThat(sum).isBetween(whole, whole + 0.1);
    }

    @Test
    void shouldPassWhatIsRightAndDoubtTheFirstWrongStep() {
        for (Problem problem : PROBLEMS) {
            Conversation right = lesson(problem);
            assertThat(critic().verdict(right, 0, StepCritic.CAUTIOUS).passes()).isTrue();
            for (int turn = 0; turn < 3; turn++) {
                StepVerdict verdict = critic().verdict(withWrongStep(right, turn), 0, StepCritic.CAUTIOUS);
                assertThat(verdict.firstDoubtful()).map(StepScore::turn).contains(turn);
                assertThat(verdict.score()).isLessThan(0.5);
            }
        }
    }

    @Test
    void shouldTakeEarlierTurnsOnTrust() {
        Conversation wrongAtFirst = withWrongStep(lesson(PROBLEMS.getFirst()), 0);
        assertThat(critic().verdict(wrongAtFirst, 1, 0.3).steps())
                .extracting(StepScore::turn)
                .doesNotContain(0);
        assertThatThrownBy(() -> critic().verdict(wrongAtFirst, 9, 0.3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRepairADoubtfulStepUnseen() {
        try (Sampler sampler = new Sampler(weights, SamplerSettings.defaults())) {
            Doubt doubt = new Doubt(critic(), sampler, TOKENIZER);
            for (Problem problem : PROBLEMS) {
                Conversation right = lesson(problem);
                Doubt.Revision expected =
                        new Doubt.Revision(1, right.turns().get(1).reply());
                assertThat(doubt.revise(withWrongStep(right, 1), 0.3)).isEqualTo(Optional.of(expected));
                assertThat(doubt.revise(right, 0.3)).isEmpty();
            }
        }
    }

    @Test
    void shouldSolveWhatItKnowsByHeart() {
        try (Sampler sampler = new Sampler(weights, SamplerSettings.defaults())) {
            Solver solver = new Solver(sampler, TOKENIZER, 0, 1);
            assertThat(Solver.accuracy(PROBLEMS, solver.oneShot(PROBLEMS)).right())
                    .isEqualTo(PROBLEMS.size());
            List<Conversation> asked = solver.stepByStep(PROBLEMS);
            for (int i = 0; i < PROBLEMS.size(); i++) {
                assertThat(asked.get(i).turns().getFirst())
                        .isEqualTo(lesson(PROBLEMS.get(i)).turns().getFirst());
            }
        }
    }

    @Test
    void shouldWriteVerdictsInTheElementsThatTheVerifierReads() {
        StepVerdict failed = new StepVerdict(List.of(new StepScore(0, 0, -0.01), new StepScore(2, 0, -1.3)), 0.3);
        assertThat(failed.text(4))
                .startsWith("<verdict>FAIL</verdict>\n<score>0.45</score>\n<first_wrong_turn>6</first_wrong_turn>\n"
                        + "<critique>")
                .contains("0.273")
                .endsWith("</critique>");
        StepVerdict passed = new StepVerdict(List.of(new StepScore(0, 0, Math.log(0.301))), 0.3);
        assertThat(passed.text(0))
                .startsWith("<verdict>PASS</verdict>\n<score>0.50</score>\n<first_wrong_turn></first_wrong_turn>\n");
        assertThat(new StepVerdict(List.of(new StepScore(0, 0, 0)), 0.3).score())
                .isCloseTo(1, within(1e-9));
        StepVerdict close = new StepVerdict(List.of(new StepScore(0, 0, Math.log(0.2999))), 0.3);
        assertThat(close.text(0)).contains("<score>0.49</score>");
    }
}
