package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.contracts.AnswerType;

/**
 * Rows of recorded answers to the game of 24 ({@code idx}, {@code ys}). They do not say which four numbers were given,
 * but each answer's first step does: {@code 10 - 4 = 6 (left: 5 6 6)} was made from 4, 5, 6 and 10. The numbers that
 * most of the answers were made from are taken, and the row is rejected when fewer than half of them agree.
 */
final class Game24Samples implements RowMapper {
    /** Name of the recording. */
    static final String RECORDING = "gpt-4";

    /** Wording shared with the set of the puzzles themselves. */
    static final String PROMPT =
            "Use the four numbers %s and the operations + - * / (parentheses are allowed) to get 24."
                    + " Use each of the four numbers exactly once. Answer with the expression.";

    private static final String NUMBER = "(\\d{1,4}(?:\\.\\d{1,6})?)";
    private static final Pattern FIRST_STEP = Pattern.compile(NUMBER + " {0,2}[-+*/] {0,2}" + NUMBER
            + " {0,2}= {0,2}(-?" + NUMBER + ") {0,2}\\(left: {0,2}([-\\d. ]{1,60})\\)");
    private static final int NUMBERS = 4;

    @Override
    public ProblemDraft map(ObjectNode row) {
        List<String> outputs = FieldPath.texts(row, "ys");
        String numbers = numbers(outputs);
        return new ProblemDraft(
                PROMPT.formatted(numbers),
                Optional.of(numbers),
                AnswerType.GAME24,
                FieldPath.optionalText(row, "idx"),
                Optional.empty(),
                Optional.empty(),
                Map.of(RECORDING, outputs));
    }

    private static String numbers(List<String> outputs) {
        Map<String, Integer> votes = new HashMap<>();
        int voters = 0;
        for (String output : outputs) {
            Optional<String> vote = startingNumbers(output);
            if (vote.isPresent()) {
                votes.merge(vote.get(), 1, Integer::sum);
                voters++;
            }
        }
        int majority = voters / 2;
        return new LinkedHashMap<>(votes)
                .entrySet().stream()
                        .filter(vote -> vote.getValue() > majority)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() -> new RowRejectedException(
                                "the four numbers cannot be told from the first steps of the recorded answers"));
    }

    /** The numbers before the first step: its two operands, and what was left but for its result. */
    private static Optional<String> startingNumbers(String output) {
        Matcher step = FIRST_STEP.matcher(output);
        if (!step.find()) {
            return Optional.empty();
        }
        List<String> numbers = new ArrayList<>(List.of(step.group(5).strip().split(" +", -1)));
        boolean resultWasLeft = numbers.remove(step.group(3));
        numbers.add(step.group(1));
        numbers.add(step.group(2));
        boolean whole = numbers.stream().allMatch(number -> number.matches("\\d{1,4}"));
        if (!resultWasLeft || !whole || numbers.size() != NUMBERS) {
            return Optional.empty();
        }
        numbers.sort(Comparator.comparing(BigDecimal::new));
        return Optional.of(String.join(" ", numbers));
    }
}
