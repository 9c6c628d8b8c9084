package org.openstrawberry.model.chat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.ReplyText;
import org.openstrawberry.micro.conversation.Turn;
import org.openstrawberry.micro.critic.StepCritic;
import org.openstrawberry.micro.critic.StepScore;
import org.openstrawberry.micro.critic.StepVerdict;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.micro.sample.SampleRequest;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.catalog.LoadedModel;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.template.ChatTemplate;
import org.openstrawberry.model.template.CritiqueForm;
import org.openstrawberry.model.template.Dialogue;

/**
 * Answers doubts and critiques by how likely each step is, as the library's critic does: a model of this size that is asked
 * in words is right as often as a coin.
 */
final class LikelihoodAnswers {
    private static final Tokenizer TOKENIZER = Tokenizer.standard();
    private static final String NOTHING_TO_CHECK =
            "<verdict>UNKNOWN</verdict>\n<critique>Nothing of what is shown can be checked.</critique>";
    private static final String NO_DOUBT =
            "I looked at every step again, and each is what I expect after the ones before it.\n"
                    + "<turn_title>Looking back</turn_title>";

    private final ModelConfig.Critic settings;

    LikelihoodAnswers(ModelConfig.Critic settings) {
        this.settings = settings;
    }

    /** The reply to a doubt: the first unlikely step, written anew without a look at it, or that there is none. */
    CompletableFuture<String> doubt(LoadedModel model, Conversation conversation) {
        requireFitting(model, conversation);
        Optional<StepScore> doubtful =
                model
                        .score(scorer -> new StepCritic(scorer, TOKENIZER)
                                .scores(List.of(conversation))
                                .getFirst())
                        .stream()
                        .filter(step -> step.probability() < settings.doubtThreshold())
                        .findFirst();
        if (doubtful.isEmpty()) {
            return CompletableFuture.completedFuture(NO_DOUBT);
        }
        int turn = doubtful.get().turn();
        Turn doubted = conversation.turns().get(turn);
        int[] prompt = conversation.before(turn).ask(doubted.prompt(), TOKENIZER);
        return model.sampler()
                .submit(SampleRequest.of(prompt).withTemperature(0).withStop(Control.END.id()))
                .thenApply(LikelihoodAnswers::text);
    }

    private static String text(Sample sample) {
        return ReplyText.show(TOKENIZER.decode(sample.reply()));
    }

    /** The verdict on the turns of a form, in the elements that a verifier reads. */
    String critique(LoadedModel model, CritiqueForm form) {
        Optional<Dialogue> read = ChatTemplate.read(form.chat());
        if (read.isEmpty() || read.get().conversation().turns().isEmpty()) {
            return NOTHING_TO_CHECK;
        }
        Dialogue dialogue = read.get();
        Conversation conversation = dialogue.conversation();
        requireFitting(model, conversation);
        List<StepScore> scores = form.fromStart()
                ? model.score(scorer -> new StepCritic(scorer, TOKENIZER)
                        .scores(List.of(conversation))
                        .getFirst())
                : StepLikelihood.ofResults(model, conversation);
        if (scores.isEmpty()) {
            return NOTHING_TO_CHECK;
        }
        List<StepScore> numbered = scores.stream()
                .map(step -> new StepScore(
                        form.turns().get(dialogue.messages().get(step.turn())), step.step(), step.logProbability()))
                .toList();
        return new StepVerdict(numbered, settings.failThreshold()).text(0);
    }

    private static void requireFitting(LoadedModel model, Conversation conversation) {
        int tokens = conversation.sequence(TOKENIZER).length();
        if (tokens > model.context()) {
            throw tooLong(model, tokens);
        }
    }

    static ApiException tooLong(LoadedModel model, int tokens) {
        return ApiException.invalid(
                "messages",
                "context_length_exceeded",
                "This model's maximum context length is " + model.context()
                        + " tokens. However, your messages resulted in " + tokens
                        + " tokens. Please reduce the length of the messages.");
    }
}
