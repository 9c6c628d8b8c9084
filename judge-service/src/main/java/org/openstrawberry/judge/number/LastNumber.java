package org.openstrawberry.judge.number;

import java.util.Optional;
import java.util.Set;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Sentences;
import org.openstrawberry.judge.extraction.Source;
import org.openstrawberry.judge.text.Words;

/**
 * The last number of a reply that marks no answer. It counts only when it stands plainly: not in a sentence of negation,
 * alternative or guess, not beside another number, not as a part of arithmetic.
 */
final class LastNumber {
    private static final Set<String> CONJUNCTIONS = Set.of("and", "&", "to", "or");

    private LastNumber() {}

    static Optional<Extraction> in(String text, Budget budget) {
        int end = text.length();
        while (end > 0 && !Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        if (end == 0) {
            return Optional.empty();
        }
        budget.spend(text.length() - end + 1L);
        String sentence = Sentences.around(text, end - 1).strip();
        if (Words.hasDoubt(sentence)) {
            return Optional.empty();
        }
        int equals = sentence.lastIndexOf('=');
        if (equals >= 0 && !sentence.endsWith("=")) {
            String behind = sentence.substring(equals + 1).strip();
            if (QuantityReader.read(behind, budget).isPresent()) {
                return Optional.of(new Extraction(behind, Source.LAST_NUMBER));
            }
        }
        return standingAlone(sentence, budget);
    }

    private static Optional<Extraction> standingAlone(String sentence, Budget budget) {
        int digit = sentence.length() - 1;
        while (digit >= 0 && !Character.isDigit(sentence.charAt(digit))) {
            digit--;
        }
        int start = digit;
        while (start > 0 && !Character.isWhitespace(sentence.charAt(start - 1))) {
            start--;
        }
        String before = sentence.substring(0, Math.max(start, 0)).strip();
        if (start < 0 || belongsToMore(before)) {
            return Optional.empty();
        }
        String whole = sentence.substring(start).strip();
        int wordEnd = whole.indexOf(' ');
        String alone = wordEnd < 0 ? whole : whole.substring(0, wordEnd);
        int nextEnd = wordEnd < 0 ? -1 : whole.indexOf(' ', wordEnd + 1);
        String withNext = nextEnd < 0 ? whole : whole.substring(0, nextEnd);
        for (String candidate : new String[] {whole, withNext, alone}) {
            boolean plainBehind = isPlain(whole.substring(candidate.length()));
            if (plainBehind && QuantityReader.read(candidate, budget).isPresent()) {
                return Optional.of(new Extraction(candidate, Source.LAST_NUMBER));
            }
        }
        return Optional.empty();
    }

    /** Whether only words follow: behind a number, signs of arithmetic make it a part of something. */
    private static boolean isPlain(String behind) {
        return behind.chars().noneMatch(sign -> "+*/^=\\<>|_".indexOf(sign) >= 0);
    }

    /** Whether an operator, a list or a conjunction of numbers stands before. */
    private static boolean belongsToMore(String before) {
        if (before.isEmpty()) {
            return false;
        }
        char last = before.charAt(before.length() - 1);
        if ("+-*/^(×÷−±,".indexOf(last) >= 0) {
            return last != ',' || (before.length() > 1 && Character.isDigit(before.charAt(before.length() - 2)));
        }
        int space = before.lastIndexOf(' ');
        String word = before.substring(space + 1);
        return CONJUNCTIONS.contains(word) && space > 0 && Character.isDigit(before.charAt(space - 1));
    }
}
