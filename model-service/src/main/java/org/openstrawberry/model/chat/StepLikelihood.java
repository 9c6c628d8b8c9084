package org.openstrawberry.model.chat;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Turn;
import org.openstrawberry.micro.critic.StepScore;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.catalog.LoadedModel;

/**
 * How likely the results of calculations are where earlier turns are not shown: numbers that came from there cannot be
 * foreseen, but what stands behind an equals sign follows from what stands before it.
 */
final class StepLikelihood {
    private static final Tokenizer TOKENIZER = Tokenizer.standard();

    private StepLikelihood() {}

    /** A score for each turn with a calculation. */
    static List<StepScore> ofResults(LoadedModel model, Conversation conversation) {
        List<int[]> parts = new ArrayList<>();
        List<Integer> turns = new ArrayList<>();
        parts.add(TOKENIZER.encode(conversation.problem()));
        turns.add(-1);
        for (int i = 0; i < conversation.turns().size(); i++) {
            Turn turn = conversation.turns().get(i);
            int[] before = conversation.before(i).ask(turn.prompt(), TOKENIZER);
            parts.add(new int[] {before[before.length - 1]});
            turns.add(-1);
            parts.add(TOKENIZER.encode(turn.reply()));
            turns.add(i);
            parts.add(new int[] {Control.END.id()});
            turns.add(-1);
        }
        return score(model, parts, turns);
    }

    private static List<StepScore> score(LoadedModel model, List<int[]> parts, List<Integer> turns) {
        int length = parts.stream().mapToInt(part -> part.length).sum();
        int[] tokens = new int[length];
        boolean[] marks = new boolean[length];
        int[] owners = new int[length];
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean result = false;
            for (int token : parts.get(i)) {
                String text = TOKENIZER.decode(token);
                result &= text.length() == 1 && Character.isDigit(text.charAt(0));
                tokens[at] = token;
                owners[at] = turns.get(i);
                marks[at] = result && turns.get(i) >= 0;
                result |= text.equals("=");
                at++;
            }
        }
        if (!any(marks)) {
            return List.of();
        }
        float[] scores = model.score(
                scorer -> scorer.tokens(List.of(Sequence.of(tokens, marks))).getFirst());
        double[] sums = new double[parts.size()];
        boolean[] seen = new boolean[parts.size()];
        int scored = 0;
        for (int i = 0; i < length; i++) {
            if (marks[i]) {
                sums[owners[i]] += scores[scored++];
                seen[owners[i]] = true;
            }
        }
        List<StepScore> all = new ArrayList<>();
        for (int turn = 0; turn < seen.length; turn++) {
            if (seen[turn]) {
                all.add(new StepScore(turn, 0, sums[turn]));
            }
        }
        return all;
    }

    private static boolean any(boolean[] marks) {
        for (boolean mark : marks) {
            if (mark) {
                return true;
            }
        }
        return false;
    }
}
