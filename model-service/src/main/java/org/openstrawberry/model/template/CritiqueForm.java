package org.openstrawberry.model.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.model.template.ChatMessage.Role;

/**
 * The form in which a verifier shows a critic some turns of a solver.
 *
 * @param chat the solver's chat, as far as it is shown
 * @param turns the number of the turn that each message belongs to
 * @param fromStart whether the turns are shown from the first on
 */
public record CritiqueForm(List<ChatMessage> chat, List<Integer> turns, boolean fromStart) {
    private static final Pattern SECTION = Pattern.compile(
            "=== BEGIN (PROBLEM|TURN (\\d{1,6}), WHAT THE SOLVER (WAS ASKED|WROTE)) \\[([^\\]\\n]{1,100})] ===\n"
                    + "(.*?)\n=== END \\1 \\[\\4] ===",
            Pattern.DOTALL);
    private static final ChatMessage STEP_BY_STEP = new ChatMessage(Role.SYSTEM, "turn_title");
    private static final Pattern SECOND_STEP = Pattern.compile("Step 1: .*Step 2: ", Pattern.DOTALL);

    /** Keeps copies of the lists. */
    public CritiqueForm {
        chat = List.copyOf(chat);
        turns = List.copyOf(turns);
    }

    /** Reads the form out of a chat's last message; empty if it is none. */
    public static Optional<CritiqueForm> read(List<ChatMessage> messages) {
        if (messages.isEmpty() || messages.getLast().role() != Role.USER) {
            return Optional.empty();
        }
        List<ChatMessage> chat = new ArrayList<>();
        List<Integer> turns = new ArrayList<>();
        String boundary = "";
        int first = -1;
        Matcher section = SECTION.matcher(messages.getLast().content());
        while (section.find()) {
            if (boundary.isEmpty() && section.group(1).equals("PROBLEM")) {
                boundary = section.group(4);
                chat.add(new ChatMessage(Role.USER, section.group(5)));
                turns.add(0);
            } else if (!boundary.isEmpty() && boundary.equals(section.group(4)) && section.group(2) != null) {
                int turn = Integer.parseInt(section.group(2));
                boolean wrote = section.group(3).equals("WROTE");
                first = first < 0 ? turn : first;
                chat.add(new ChatMessage(wrote ? Role.ASSISTANT : Role.USER, section.group(5)));
                turns.add(turn);
            }
        }
        if (first < 0) {
            return Optional.empty();
        }
        // A first reply of several steps is a whole working; every other conversation goes step by step.
        boolean whole = first == 0
                && chat.size() > 1
                && SECOND_STEP.matcher(chat.get(1).content()).find();
        if (!whole) {
            chat.addFirst(STEP_BY_STEP);
            turns.addFirst(0);
        }
        return Optional.of(new CritiqueForm(chat, turns, first == 0));
    }
}
