package org.openstrawberry.verifier.reply;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;
import org.openstrawberry.verifier.reply.CriticReply.Flaw;
import org.openstrawberry.verifier.reply.ReplyElements.Name;

/**
 * Reads a critic's reply strictly: whatever is missing, malformed, out of range or contradicts itself makes the outcome
 * UNKNOWN, so that nothing passes by mistake.
 */
public final class CriticReplyParser {
    /** A score of this or more means right, below it wrong. */
    private static final double EVEN = 0.5;

    private static final Pattern SCORE = Pattern.compile("[01]|0?\\.\\d{1,10}|1\\.0{1,10}");
    /** What the rubric rates, each by itself. */
    private static final List<Name> ASPECTS = List.of(Name.CALCULATION, Name.LOGIC, Name.CONSISTENCY, Name.CONDITIONS);

    private static final Set<Name> THOUGHTS = EnumSet.of(Name.THINK, Name.THINKING);

    private static final Pattern TURN = Pattern.compile("\\d{1,9}");

    private CriticReplyParser() {}

    /**
     * Reads a reply. Never fails, whatever the reply holds.
     *
     * @param window that the critic was shown
     * @param maximumLength most characters that are read
     */
    public static CriticReply parse(String reply, Window window, int maximumLength) {
        if (reply.length() > maximumLength) {
            return CriticReply.flawed(Flaw.TOO_LONG, null);
        }
        ReplyElements elements = ReplyElements.of(reply);
        String text = elements.last(Name.CRITIQUE).orElse(null);
        Optional<String> verdict = elements.last(Name.VERDICT);
        if (elements.isUnclosed() || verdict.isEmpty()) {
            return CriticReply.flawed(Flaw.NO_VERDICT, text);
        }
        if (Arrays.stream(Name.values())
                .filter(name -> !THOUGHTS.contains(name))
                .anyMatch(elements::differs)) {
            return CriticReply.flawed(Flaw.CONTRADICTION, text);
        }
        Optional<CritiqueOutcome> outcome = outcome(verdict.get());
        if (outcome.isEmpty()) {
            return CriticReply.flawed(Flaw.BAD_VERDICT, text);
        }
        Optional<Double> score = score(elements, Name.SCORE);
        Map<String, Double> aspects = new TreeMap<>();
        for (Name aspect : ASPECTS) {
            score(elements, aspect).ifPresent(rated -> aspects.put(aspect.name().toLowerCase(Locale.ROOT), rated));
        }
        long rated =
                ASPECTS.stream().filter(name -> elements.last(name).isPresent()).count();
        boolean unreadable = elements.last(Name.SCORE).isPresent() && score.isEmpty();
        if (unreadable || aspects.size() < rated) {
            return CriticReply.flawed(Flaw.BAD_SCORE, text);
        }
        Optional<String> turnText = elements.last(Name.FIRST_WRONG_TURN).filter(named -> !isNone(named));
        Optional<Integer> turn = turnText.filter(TURN.asMatchPredicate())
                .map(Integer::valueOf)
                .filter(index -> index >= window.fromTurn() && index <= window.toTurn());
        if (turnText.isPresent() && turn.isEmpty()) {
            return CriticReply.flawed(Flaw.BAD_TURN, text);
        }
        boolean faulted = aspects.values().stream().anyMatch(rating -> rating < EVEN);
        Optional<Flaw> flaw = outcome.get() == CritiqueOutcome.PASS && faulted
                ? Optional.of(Flaw.CONTRADICTION)
                : flaw(outcome.get(), score, turn, text != null);
        return flaw.isPresent()
                ? CriticReply.flawed(flaw.get(), text)
                : new CriticReply(outcome.get(), score.orElse(null), turn.orElse(null), text, null, aspects);
    }

    private static Optional<Double> score(ReplyElements elements, Name name) {
        return elements.last(name).filter(SCORE.asMatchPredicate()).map(Double::valueOf);
    }

    private static Optional<CritiqueOutcome> outcome(String verdict) {
        return switch (verdict.toUpperCase(Locale.ROOT)) {
            case "PASS" -> Optional.of(CritiqueOutcome.PASS);
            case "FAIL" -> Optional.of(CritiqueOutcome.FAIL);
            case "UNKNOWN" -> Optional.of(CritiqueOutcome.UNKNOWN);
            default -> Optional.empty();
        };
    }

    private static boolean isNone(String named) {
        return named.equalsIgnoreCase("none") || named.equals("-");
    }

    private static Optional<Flaw> flaw(
            CritiqueOutcome outcome, Optional<Double> score, Optional<Integer> turn, boolean hasText) {
        return switch (outcome) {
            case PASS ->
                turn.isPresent() || score.orElse(1.0) < EVEN ? Optional.of(Flaw.CONTRADICTION) : Optional.empty();
            case FAIL -> {
                if (score.orElse(0.0) >= EVEN) {
                    yield Optional.of(Flaw.CONTRADICTION);
                }
                yield hasText ? Optional.empty() : Optional.of(Flaw.NO_CRITIQUE);
            }
            case UNKNOWN -> Optional.empty();
        };
    }
}
