package org.openstrawberry.micro.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstrawberry.micro.Tiny;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.text.Sequence;

@Timeout(60)
class SamplerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SamplerSettings SETTINGS =
            SamplerSettings.defaults().withThreads(2).withSlots(5);

    /** Requests of all sorts, some of which begin alike. */
    private static List<SampleRequest> requests(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SampleRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] prompt = Arrays.copyOf(Tiny.tokens(70, random.nextInt(4)), random.nextInt(1, 70));
            requests.add(SampleRequest.of(prompt)
                    .withSeed(random.nextLong())
                    .withTemperature(random.nextInt(4) * 0.5)
                    .withTopP(random.nextBoolean() ? 1 : 0.7)
                    .withStop(random.nextInt(Tiny.SHAPE.vocabulary()))
                    .withMaxTokens(random.nextInt(1, 40)));
        }
        return requests;
    }

    private static List<String> texts(List<Sample> samples) {
        return samples.stream().map(SamplerTest::text).toList();
    }

    private static String text(Sample sample) {
        return Arrays.toString(sample.tokens())
                + Arrays.toString(sample.logProbabilities())
                + sample.end()
                + sample.reply().length;
    }

    private static List<String> sampled(SamplerSettings settings, List<SampleRequest> requests) {
        try (Sampler sampler = new Sampler(Tiny.weights(1), settings)) {
            return texts(sampler.sampleAll(requests, PATIENCE));
        }
    }

    @Property(tries = 15)
    void shouldGiveARequestWhatItWouldGetAlone(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count) {
        // given
        List<SampleRequest> requests = requests(count, seed);

        // when
        List<String> together = sampled(SETTINGS, requests);

        // then
        for (int i = 0; i < Math.min(count, 4); i++) {
            assertThat(sampled(SETTINGS.withThreads(1).withSlots(1), List.of(requests.get(i))))
                    .containsExactly(together.get(i));
        }
    }

    @Test
    void shouldNotDependOnThreadsSlotsOrTheKernel() {
        // given
        List<SampleRequest> requests = requests(150, 8);
        List<String> expected = sampled(SETTINGS, requests);

        // then
        assertThat(sampled(SETTINGS.withThreads(1), requests)).isEqualTo(expected);
        assertThat(sampled(SETTINGS.withSlots(64).withThreads(3), requests)).isEqualTo(expected);
        assertThat(sampled(SETTINGS.withKernel(MatrixKernel.loops()), requests)).isEqualTo(expected);
        assertThat(expected.stream().distinct()).hasSizeGreaterThan(50);
    }

    @Test
    void shouldReportTheProbabilitiesThatScoringFinds() {
        // given
        SampleRequest request = SampleRequest.of(Tiny.tokens(11, 3)).withSeed(5);

        // when
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS)) {
            Sample sample = sampler.sampleAll(List.of(request), PATIENCE).getFirst();

            // then
            Sequence sequence = Sequence.of(Tiny.tokens(11, 3), sample.tokens());
            assertThat(new Scorer(Tiny.weights(1)).tokens(List.of(sequence)).getFirst())
                    .isEqualTo(sample.logProbabilities());
            assertThat(sample.end()).isEqualTo(Sample.End.LENGTH);
            assertThat(sample.tokens()).hasSize(Tiny.SHAPE.context() - 11);
        }
    }

    @Test
    void shouldReuseWhatAnEarlierRequestBeganWith() {
        // given
        int[] prompt = Tiny.tokens(60, 3);
        SampleRequest shorter = SampleRequest.of(Arrays.copyOf(prompt, 40)).withMaxTokens(1);
        SampleRequest longer = SampleRequest.of(prompt).withMaxTokens(9).withSeed(3);

        // when
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS)) {
            sampler.sampleAll(List.of(shorter), PATIENCE);
            Sample warm = sampler.sampleAll(List.of(longer), PATIENCE).getFirst();

            // then
            assertThat(warm.cachedTokens()).isEqualTo(40);
            assertThat(warm.promptTokens()).isEqualTo(60);
            assertThat(List.of(text(warm))).isEqualTo(sampled(SETTINGS, List.of(longer)));
        }
    }

    @Test
    void shouldDrawAsOftenAsTheProbabilitiesTell() {
        // given
        int[] prompt = Tiny.tokens(5, 2);
        List<SampleRequest> requests = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            requests.add(SampleRequest.of(prompt).withSeed(i).withMaxTokens(1));
        }
        double[] counts = new double[Tiny.SHAPE.vocabulary()];
        double[] probabilities = new double[Tiny.SHAPE.vocabulary()];

        // when
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS.withQueue(50))) {
            for (Sample sample : sampler.sampleAll(requests, PATIENCE)) {
                counts[sample.tokens()[0]]++;
                probabilities[sample.tokens()[0]] = Math.exp(sample.logProbabilities()[0]);
            }
        }

        // then
        for (int token = 0; token < counts.length; token++) {
            assertThat(counts[token] / 6000).isCloseTo(probabilities[token], within(0.02));
        }
    }

    @Test
    void shouldKeepToTheLikeliestTokensWithTopP() {
        // given
        int[] prompt = Tiny.tokens(5, 2);
        List<SampleRequest> requests = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            requests.add(SampleRequest.of(prompt).withSeed(i).withMaxTokens(1).withTopP(1e-9));
        }

        // when
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS)) {
            List<Sample> samples = sampler.sampleAll(requests, PATIENCE);
            Sample greedy = sampler.sampleAll(List.of(requests.getFirst().withTemperature(0)), PATIENCE)
                    .getFirst();

            // then
            assertThat(samples).allMatch(sample -> sample.tokens()[0] == greedy.tokens()[0]);
        }
    }

    @Test
    void shouldEndBehindAStopSequenceAndLeaveItOutOfTheReply() {
        // given
        SampleRequest request = SampleRequest.of(Tiny.tokens(4, 9)).withSeed(1).withMaxTokens(30);

        // when
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS)) {
            int[] all = sampler.sampleAll(List.of(request), PATIENCE).getFirst().tokens();
            int[] stop = {all[6], all[7], all[8]};
            Sample stopped = sampler.sampleAll(List.of(request.withStops(List.of(stop))), PATIENCE)
                    .getFirst();

            // then
            assertThat(stopped.end()).isEqualTo(Sample.End.STOP);
            assertThat(stopped.tokens()).isEqualTo(Arrays.copyOf(all, 9));
            assertThat(stopped.reply()).isEqualTo(Arrays.copyOf(all, 6));
        }
    }

    @Test
    void shouldTellTheListenerAndStopWhenItAsks() {
        // given
        List<Integer> heard = new ArrayList<>();
        SampleRequest request = SampleRequest.of(Tiny.tokens(4, 9)).withListener((token, logProbability) -> {
            heard.add(token);
            return heard.size() < 3;
        });

        // when
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS)) {
            Sample sample = sampler.sampleAll(List.of(request), PATIENCE).getFirst();

            // then
            assertThat(sample.tokens()).hasSize(3).containsExactly(heard.get(0), heard.get(1), heard.get(2));
            assertThat(sample.end()).isEqualTo(Sample.End.STOP);
        }
    }

    @Test
    void shouldFailOnlyTheRequestWhoseListenerFails() {
        // given
        SampleRequest good = SampleRequest.of(Tiny.tokens(4, 9)).withMaxTokens(5);
        SampleRequest bad = good.withListener((token, logProbability) -> {
            throw new UnsupportedOperationException("no more");
        });

        // when
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS)) {
            CompletableFuture<Sample> failing = sampler.submit(bad);

            // then
            assertThat(failing).failsWithin(PATIENCE).withThrowableThat().withMessageContaining("no more");
            assertThat(sampler.sampleAll(List.of(good), PATIENCE)).hasSize(1);
        }
    }

    @Test
    void shouldRefuseMoreThanMayWaitAndServeTheRestAfterACancel() throws InterruptedException {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SampleRequest slow = SampleRequest.of(Tiny.tokens(4, 9)).withListener((token, logProbability) -> {
            begun.countDown();
            try {
                return goOn.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
        SampleRequest quick = SampleRequest.of(Tiny.tokens(4, 9)).withMaxTokens(2);

        // when
        try (Sampler sampler = new Sampler(
                Tiny.weights(1), SETTINGS.withThreads(1).withSlots(1).withQueue(2))) {
            CompletableFuture<Sample> served = sampler.submit(slow);
            begun.await();
            CompletableFuture<Sample> waiting = sampler.submit(quick);
            CompletableFuture<Sample> cancelled = sampler.submit(quick);

            // then
            assertThatThrownBy(() -> sampler.submit(quick)).isInstanceOf(SamplerBusyException.class);
            cancelled.cancel(false);
            served.cancel(false);
            goOn.countDown();
            assertThat(waiting).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void shouldCancelWhatWaitsWhenItIsClosed() {
        // given
        Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS.withThreads(1).withSlots(1));
        List<CompletableFuture<Sample>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            futures.add(sampler.submit(SampleRequest.of(Tiny.tokens(4, i))));
        }

        // when
        sampler.close();

        // then
        CompletableFuture<Void> all = CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
        assertThat(all.handle((ignored, failure) -> true)).succeedsWithin(PATIENCE);
        assertThatThrownBy(() -> sampler.submit(SampleRequest.of(new int[] {1})))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseWhatCannotBeSampled() {
        SampleRequest request = SampleRequest.of(new int[] {1});
        assertThatThrownBy(() -> SampleRequest.of(new int[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.withTemperature(2.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.withTemperature(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.withTopP(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.withMaxTokens(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.withStops(List.of(new int[0]))).isInstanceOf(IllegalArgumentException.class);
        try (Sampler sampler = new Sampler(Tiny.weights(1), SETTINGS)) {
            assertThatThrownBy(() -> sampler.submit(SampleRequest.of(Tiny.tokens(80, 1))))
                    .hasMessageContaining("no room");
            assertThatThrownBy(() -> sampler.submit(SampleRequest.of(new int[] {19})))
                    .hasMessageContaining("vocabulary");
        }
    }
}
