package org.openstrawberry.micro.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.critic.StepCritic;
import org.openstrawberry.micro.critic.StepScore;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.evaluate.Examiner;
import org.openstrawberry.micro.evaluate.FlawedWorking;
import org.openstrawberry.micro.evaluate.Manner;
import org.openstrawberry.micro.evaluate.Ranking;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.micro.sample.SampleRequest;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;

/** The model that is shipped. How good it is exactly is in the model card; here are wide intervals. */
class BaseModelTest {

    private static final Tokenizer TOKENIZER = Tokenizer.standard();
    private static final Weights BASE = BaseModel.weights();
    private static final Examiner EXAMINER = new Examiner(BASE, SamplerSettings.defaults(), 1);

    @AfterAll
    static void close() {
        EXAMINER.close();
    }

    private static List<Problem> heldOut(int level, int count) {
        return new Problems(Split.HELD_OUT, 7).distinct(Level.of(level), count);
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void shouldBeTheFileThatTheCommandMakes() throws IOException, NoSuchAlgorithmException {
        try (InputStream in = BaseModel.class.getResourceAsStream(BaseModel.RESOURCE)) {
            // when
            byte[] content = in == null ? new byte[0] : in.readAllBytes();

            // then
            assertThat(content).hasSizeLessThan(2_000_000);
            assertThat(sha256(content)).isEqualTo("80c0de5b354811ee205d79a1df2d18cbf94da001095755930cc0be1ea7848df5");
        }
        assertThat(BASE.shape()).isEqualTo(ModelShape.demo(TOKENIZER.size()));
        assertThat(BASE.tokenizer()).isEqualTo(TOKENIZER.fingerprint());
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void shouldSolveAboutHalfOfTheMiddleLevel(Manner manner) {
        Accuracy accuracy = EXAMINER.mark(heldOut(3, 200), manner, 0).accuracy();
        // 40 to 60 % by the model card; the standard error is 3.5 points here.
        assertThat(accuracy.share()).isBetween(0.37, 0.63);
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void shouldSolveALittleOfEveryLevel(Manner manner) {
        for (Level level : Level.ALL) {
            int right = EXAMINER.mark(heldOut(level.number(), 60), manner, 0)
                    .accuracy()
                    .right();
            assertThat(right).as("level %d", level.number()).isBetween(2, 60);
        }
    }

    @Test
    void shouldFindMistakesThatWerePutIntoWorkings() {
        // given
        List<Problem> problems = heldOut(3, 120);
        List<Conversation> wrong = new ArrayList<>();
        List<Conversation> right = new ArrayList<>();
        for (int i = 0; i < problems.size(); i++) {
            wrong.add(FlawedWorking.of(problems.get(i), i).conversation());
            right.add(FlawedWorking.right(problems.get(i)));
        }

        // when
        StepCritic critic = new StepCritic(new Scorer(BASE), TOKENIZER);
        double area = Ranking.areaUnderCurve(least(critic.scores(wrong)), least(critic.scores(right)));

        // then
        assertThat(area).isGreaterThan(0.95);
    }

    private static double[] least(List<List<StepScore>> scores) {
        return scores.stream()
                .mapToDouble(steps -> steps.stream()
                        .mapToDouble(StepScore::logProbability)
                        .min()
                        .orElseThrow())
                .toArray();
    }

    @Test
    void shouldWriteTheSameTextOnAnyThreadsWithAnyKernelAfterEveryStart() throws NoSuchAlgorithmException {
        // given
        SamplerSettings one = SamplerSettings.defaults().withThreads(1).withKernel(MatrixKernel.loops());
        SamplerSettings two = one.withThreads(2).withKernel(MatrixKernel.fastest());

        // when
        String texts = texts(one.withSlots(5));

        // then
        assertThat(MatrixKernel.fastest()).isNotEqualTo(MatrixKernel.loops());
        assertThat(texts(two)).isEqualTo(texts);
        assertThat(texts(two.withThreads(1))).isEqualTo(texts);
        // What any other start of any other machine writes.
        assertThat(sha256(texts.getBytes(StandardCharsets.UTF_8)))
                .as(texts)
                .isEqualTo("4c4df6612af5d74862f097c410ef6f66fabb58511579527192527093dfc0a1a0");
    }

    private static String texts(SamplerSettings settings) {
        List<SampleRequest> requests = new ArrayList<>();
        for (Problem problem : heldOut(4, 40)) {
            int[] prompt = Conversation.about(problem.text()).ask(Prompt.SOLVE, TOKENIZER);
            requests.add(SampleRequest.of(prompt)
                    .withSeed(requests.size())
                    .withMaxTokens(120)
                    .withStop(Control.END.id()));
        }
        StringBuilder texts = new StringBuilder();
        try (Sampler sampler = new Sampler(BaseModel.weights(), settings)) {
            for (Sample sample : sampler.sampleAll(requests, Duration.ofMinutes(1))) {
                texts.append(TOKENIZER.decode(sample.reply())).append("\n\n");
            }
        }
        return texts.toString();
    }
}
