package org.openstrawberry.orchestrator.prompt;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

/**
 * The text format of a prompt set: prompts one after another, each under a header line.
 *
 * <pre>
 * # a comment, before the first header only
 * [system smallest-step v1]
 * the text, up to the next header; blank lines around it are dropped
 * [next any-mistakes v1 weight=2]
 * ...
 * </pre>
 *
 * Kinds: {@code system}, {@code next} (the only one with a weight), {@code final-check}, {@code feedback},
 * {@code feedback-without-text}, {@code single-shot} (its id is the style: zero-shot, few-shot, chain-of-thought).
 */
final class PromptSetFile {

    private final List<Prompt> system = new ArrayList<>();
    private final List<WeightedPrompt> next = new ArrayList<>();
    private final Map<SingleShotStyle, Prompt> singleShot = new EnumMap<>(SingleShotStyle.class);
    private final Map<String, Prompt> singles = new HashMap<>();

    private PromptSetFile() {}

    /**
     * Reads a set.
     *
     * @throws IllegalArgumentException when the content does not follow the format; the message names the line
     */
    static PromptSet parse(String id, int version, String content) {
        PromptSetFile file = new PromptSetFile();
        Header header = null;
        StringBuilder text = new StringBuilder();
        int lineNumber = 0;
        for (String line : content.lines().toList()) {
            lineNumber++;
            Optional<Header> found = Header.parse(line, lineNumber);
            if (found.isPresent()) {
                file.add(header, text);
                header = found.get();
                text.setLength(0);
            } else if (header != null) {
                text.append(line).append('\n');
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException("line " + lineNumber + ": text before the first header");
            }
        }
        file.add(header, text);
        return new PromptSet(
                id,
                version,
                file.system,
                file.next,
                file.single("final-check"),
                file.single("feedback"),
                file.single("feedback-without-text"),
                file.singleShot);
    }

    private void add(@Nullable Header header, StringBuilder body) {
        if (header == null) {
            return;
        }
        String text = body.toString().strip();
        if (text.isEmpty()) {
            throw header.error("has no text");
        }
        Prompt prompt = new Prompt(header.id, header.version, text);
        switch (header.kind) {
            case "system" -> system.add(prompt);
            case "next" -> next.add(new WeightedPrompt(prompt, header.weight));
            case "single-shot" -> putOnce(header, singleShot, style(header), prompt);
            case "final-check", "feedback", "feedback-without-text" -> putOnce(header, singles, header.kind, prompt);
            default -> throw header.error("is of unknown kind " + header.kind);
        }
    }

    private static <K> void putOnce(Header header, Map<K, Prompt> target, K key, Prompt prompt) {
        if (target.putIfAbsent(key, prompt) != null) {
            throw header.error("stands twice");
        }
    }

    private static SingleShotStyle style(Header header) {
        for (SingleShotStyle style : SingleShotStyle.values()) {
            if (style.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(header.id)) {
                return style;
            }
        }
        throw header.error("is no single-shot style");
    }

    private Prompt single(String kind) {
        Prompt prompt = singles.get(kind);
        if (prompt == null) {
            throw new IllegalArgumentException("there is no prompt of kind " + kind);
        }
        return prompt;
    }

    private record Header(int line, String kind, String id, int version, int weight) {

        /** The header on a line, if the line is one: {@code [kind id vVERSION]} or {@code [kind id vVERSION weight=N]}. */
        static Optional<Header> parse(String line, int lineNumber) {
            if (!line.startsWith("[") || !line.endsWith("]")) {
                return Optional.empty();
            }
            List<String> words = List.of(line.substring(1, line.length() - 1).split(" "));
            if (words.size() < 3 || words.size() > 4) {
                throw new IllegalArgumentException(
                        "line " + lineNumber + ": a header is [kind id vVERSION], was " + line);
            }
            int weight = words.size() == 4 ? number(lineNumber, "weight=", words.get(3)) : 1;
            return Optional.of(
                    new Header(lineNumber, words.get(0), words.get(1), number(lineNumber, "v", words.get(2)), weight));
        }

        private static int number(int lineNumber, String prefix, String word) {
            try {
                if (word.startsWith(prefix)) {
                    return Integer.parseInt(word.substring(prefix.length()));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("line " + lineNumber + ": no number in " + word, e);
            }
            throw new IllegalArgumentException("line " + lineNumber + ": expected " + prefix + "N, was " + word);
        }

        IllegalArgumentException error(String what) {
            return new IllegalArgumentException("line " + line + ": prompt " + id + " " + what);
        }
    }
}
