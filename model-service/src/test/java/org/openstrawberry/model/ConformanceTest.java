package org.openstrawberry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.methods.DpoHyperparameters;
import com.openai.models.finetuning.methods.DpoMethod;
import com.openai.models.finetuning.methods.SupervisedHyperparameters;
import com.openai.models.finetuning.methods.SupervisedMethod;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's own client, unchanged, does with the service. */
@QuarkusTest
@QuarkusTestResource(SmallBase.class)
class ConformanceTest {
    private static final String BASE = "micro-base";
    private static final String PROBLEM = "Hana has 44 shells. Finds 23 more. How many are there now?";

    @TestHTTPResource("/v1")
    URI url = URI.create("");

    private OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("none").build();

    @BeforeEach
    void connect() {
        client = OpenAIOkHttpClient.builder()
                .apiKey("none")
                .baseUrl(url.toString())
                .maxRetries(0)
                .build();
    }

    // Seeds are deprecated by OpenAI, and the heart of what is promised here.
    @SuppressWarnings("deprecation")
    private static ChatCompletionCreateParams.Builder ask(String text) {
        return ChatCompletionCreateParams.builder()
                .model(BASE)
                .seed(7)
                .maxCompletionTokens(12)
                .addUserMessage(text);
    }

    @Test
    void shouldAnswerTheSameForTheSameSeed() {
        // when
        ChatCompletion first = client.chat()
                .completions()
                .create(ask(PROBLEM).n(3).logprobs(true).build());
        ChatCompletion again = client.chat().completions().create(ask(PROBLEM).build());

        // then
        assertThat(first.choices()).hasSize(3);
        assertThat(first.choices().getFirst().message().content())
                .isEqualTo(again.choices().getFirst().message().content());
        assertThat(first.choices().getFirst().logprobs().orElseThrow().content().orElseThrow())
                .isNotEmpty()
                .allMatch(token -> token.logprob() <= 0);
        assertThat(first.usage().orElseThrow().promptTokens()).isPositive();
        assertThat(again.usage()
                        .orElseThrow()
                        .promptTokensDetails()
                        .orElseThrow()
                        .cachedTokens()
                        .orElse(-1L))
                .isNotNegative();
        assertThat(first._additionalProperties()).isEmpty();
    }

    @Test
    void shouldStreamWhatItWouldSayAtOnce() {
        // given
        ChatCompletion whole = client.chat().completions().create(ask(PROBLEM).build());

        // when
        List<ChatCompletionChunk> chunks;
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(ask(PROBLEM)
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            chunks = stream.stream().toList();
        }

        // then
        String text = chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream())
                .collect(Collectors.joining());
        assertThat(text)
                .isEqualTo(whole.choices().getFirst().message().content().orElseThrow());
        assertThat(chunks.getLast().usage().orElseThrow().completionTokens())
                .isEqualTo(whole.usage().orElseThrow().completionTokens());
    }

    @Test
    void shouldAnswerDoubtsAndCriticsFromLikelihood() {
        // given
        String form = Stream.of(
                        section("PROBLEM", PROBLEM),
                        section("TURN 0, WHAT THE SOLVER WROTE", "44+23=99\n<turn_title>Step 1: add</turn_title>"))
                .collect(Collectors.joining("\n\n"));

        // when
        ChatCompletion verdict =
                client.chat().completions().create(ask(form + "\n\nCheck now.").build());
        ChatCompletion doubt = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(BASE)
                        .addSystemMessage("Write a <turn_title>.")
                        .addUserMessage(PROBLEM)
                        .addAssistantMessage("44+23=99\n<turn_title>Step 1: add</turn_title>")
                        .addUserMessage("Are you sure?")
                        .build());

        // then
        assertThat(verdict.choices().getFirst().message().content().orElseThrow())
                .contains("<verdict>FAIL</verdict>", "<first_wrong_turn>0</first_wrong_turn>", "<critique>");
        assertThat(doubt.choices().getFirst().message().content()).isPresent();
    }

    private static String section(String name, String text) {
        return "=== BEGIN %s [b]] ===\n%s\n=== END %s [b]] ==="
                .replace("[b]]", "[b]")
                .formatted(name, text, name);
    }

    @Test
    void shouldImitateAndThenChatWithTheResult() throws IOException {
        // given
        FileObject file = upload(supervised(20));

        // when
        FineTuningJob created = client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model(BASE)
                        .trainingFile(file.id())
                        .validationFile(file.id())
                        .suffix("taught")
                        .seed(3)
                        .method(JobCreateParams.Method.builder()
                                .type(JobCreateParams.Method.Type.SUPERVISED)
                                .supervised(SupervisedMethod.builder()
                                        .hyperparameters(SupervisedHyperparameters.builder()
                                                .nEpochs(2)
                                                .batchSize(4)
                                                .build())
                                        .build())
                                .build())
                        .build());
        FineTuningJob done = awaitEnd(created.id());

        // then
        assertThat(done.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
        String model = done.fineTunedModel().orElseThrow();
        assertThat(model).startsWith("ft:" + BASE + ":open-strawberry:taught:");
        assertThat(done.trainedTokens().orElseThrow()).isPositive();
        assertThat(done.resultFiles()).hasSize(1);
        assertThat(events(created.id()))
                .contains("Validating training file: " + file.id(), "New fine-tuned model created: " + model)
                .anyMatch(message -> message.startsWith("Step 10/10: training loss="));
        assertThat(client.fineTuning().jobs().checkpoints().list(created.id()).data())
                .hasSize(2)
                .allMatch(checkpoint -> checkpoint.metrics().fullValidLoss().isPresent());
        ChatCompletion reply = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage(PROBLEM)
                        .build());
        assertThat(reply.model()).isEqualTo(model);
        assertThat(client.models().list().data()).anyMatch(known -> known.id().equals(model));
        try (var content = client.files().content(done.resultFiles().getFirst())) {
            assertThat(new String(content.body().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("step,train_loss")
                    .contains("\n10,");
        }
    }

    @Test
    void shouldPrefer() {
        // given
        FileObject file = upload(preferences(12));

        // when
        FineTuningJob created = client.fineTuning().jobs().create(dpo(file.id(), 1));
        FineTuningJob done = awaitEnd(created.id());

        // then
        assertThat(done.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
        assertThat(done.method()
                        .orElseThrow()
                        .dpo()
                        .orElseThrow()
                        .hyperparameters()
                        .orElseThrow()
                        .beta()
                        .orElseThrow()
                        .asNumber())
                .isEqualTo(0.2);
        assertThat(client.fineTuning().jobs().listEvents(created.id()).autoPager().stream()
                        .filter(event -> event.message().startsWith("Step "))
                        .map(event -> event._data().toString()))
                .isNotEmpty()
                .allMatch(data -> data.contains("chosen_log_probability_shift"));
    }

    @Test
    void shouldHoldGoOnAndCancel() {
        // given
        FileObject file = upload(preferences(40));
        String id = client.fineTuning().jobs().create(dpo(file.id(), 50)).id();

        // when
        FineTuningJob held = client.fineTuning().jobs().pause(id);
        FineTuningJob resumed = client.fineTuning().jobs().resume(id);
        FineTuningJob cancelled = client.fineTuning().jobs().cancel(id);

        // then
        assertThat(held.status()).isEqualTo(FineTuningJob.Status.QUEUED);
        assertThat(resumed.status()).isEqualTo(FineTuningJob.Status.QUEUED);
        assertThat(cancelled.status()).isEqualTo(FineTuningJob.Status.CANCELLED);
        assertThat(catchThrowableOfType(
                        BadRequestException.class,
                        () -> client.fineTuning().jobs().cancel(id)))
                .hasMessageContaining("cannot be cancelled");
    }

    @Test
    void shouldTellErrorsInTheShapeThatTheClientReads() {
        BadRequestException badLine =
                catchThrowableOfType(BadRequestException.class, () -> upload("{\"messages\":[]}\n{oops\n"));
        assertThat(badLine).hasMessageContaining("line 2");
        assertThat(badLine.code()).hasValue("invalid_file_format");

        NotFoundException unknown = catchThrowableOfType(
                NotFoundException.class,
                () -> client.chat().completions().create(ask("x").model("gpt-9").build()));
        assertThat(unknown.code()).hasValue("model_not_found");

        BadRequestException tooLong = catchThrowableOfType(
                BadRequestException.class,
                () -> client.chat().completions().create(ask("x".repeat(300)).build()));
        assertThat(tooLong.code()).hasValue("context_length_exceeded");
        assertThat(tooLong.param()).hasValue("messages");

        BadRequestException unsupported = catchThrowableOfType(
                BadRequestException.class,
                () -> client.chat()
                        .completions()
                        .create(ask("x").topLogprobs(3).logprobs(true).build()));
        assertThat(unsupported.code()).hasValue("unsupported_parameter");

        assertThat(failure(supervised(9))).contains("at least 10 examples");
        assertThat(failure(preferences(12))).contains("line 1: ", "'dpo'");
    }

    private String failure(String content) {
        FineTuningJob created = client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model(BASE)
                        .trainingFile(upload(content).id())
                        .build());
        FineTuningJob failed = awaitEnd(created.id());
        assertThat(failed.status()).isEqualTo(FineTuningJob.Status.FAILED);
        return failed.error().orElseThrow().message();
    }

    private JobCreateParams dpo(String file, int epochs) {
        return JobCreateParams.builder()
                .model(BASE)
                .trainingFile(file)
                .method(JobCreateParams.Method.builder()
                        .type(JobCreateParams.Method.Type.DPO)
                        .dpo(DpoMethod.builder()
                                .hyperparameters(DpoHyperparameters.builder()
                                        .beta(0.2)
                                        .nEpochs(epochs)
                                        .batchSize(4)
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private FileObject upload(String content) {
        return client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.FINE_TUNE)
                        .file(content.getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    private FineTuningJob awaitEnd(String id) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.fineTuning().jobs().retrieve(id),
                        job -> job.finishedAt().isPresent());
    }

    private List<String> events(String id) {
        return client.fineTuning().jobs().listEvents(id).autoPager().stream()
                .map(FineTuningJobEvent::message)
                .toList();
    }

    private static String supervised(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> """
                {"messages":[{"role":"user","content":"Hana has %d shells. Finds 2 more. How many are there now?"},\
                {"role":"assistant","content":"Step 1: add\\n%d+2=%d\\n<final_answer>%d</final_answer>"}]}
                """.formatted(i, i, i + 2, i + 2))
                .collect(Collectors.joining());
    }

    private static String preferences(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> """
                {"input":{"messages":[{"role":"user","content":"Hana has %d shells. Finds 2 more. How many?"}]},\
                "preferred_output":[{"role":"assistant","content":"Step 1: add\\n%d+2=%d"}],\
                "non_preferred_output":[{"role":"assistant","content":"Step 1: add\\n%d+2=%d"}]}
                """.formatted(i, i, i + 2, i, i + 3))
                .collect(Collectors.joining());
    }
}
