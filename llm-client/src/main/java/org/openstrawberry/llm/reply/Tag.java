package org.openstrawberry.llm.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tag in a text.
 *
 * @param closing whether it is the closing one of its pair
 * @param start index of its {@code <}
 * @param end index after its {@code >}
 */
record Tag(Name name, boolean closing, int start, int end) {

    /** The tags that mean something. */
    enum Name {
        FINAL_ANSWER,
        TURN_TITLE,
        THINKING;

        /** The tag of a name in lower case without separators, if it means something. */
        static Optional<Name> of(String letters) {
            return switch (letters) {
                case "finalanswer" -> Optional.of(FINAL_ANSWER);
                case "turntitle" -> Optional.of(TURN_TITLE);
                case "thinking", "think" -> Optional.of(THINKING);
                default -> Optional.empty();
            };
        }
    }

    private static final int MAX_NAME_LENGTH = 20;
    private static final int MAX_ATTRIBUTES_LENGTH = 100;

    /**
     * The tags of a text, in order. Linear: what is read after one {@code <} ends before the next, or is a tag and is not
     * read again.
     */
    static List<Tag> scan(String text) {
        List<Tag> tags = new ArrayList<>();
        int at = text.indexOf('<');
        while (at >= 0) {
            Optional<Tag> tag = at(text, at);
            tag.ifPresent(tags::add);
            at = text.indexOf('<', tag.map(Tag::end).orElse(at + 1));
        }
        return tags;
    }

    private static Optional<Tag> at(String text, int start) {
        int i = skipWhitespace(text, start + 1);
        boolean closing = i < text.length() && text.charAt(i) == '/';
        if (closing) {
            i = skipWhitespace(text, i + 1);
        }
        StringBuilder letters = new StringBuilder(MAX_NAME_LENGTH);
        while (i < text.length() && letters.length() < MAX_NAME_LENGTH && isNamePart(text.charAt(i))) {
            append(letters, text.charAt(i));
            i++;
        }
        Optional<Name> name = Name.of(letters.toString());
        int end = name.isPresent() ? endOfTag(text, i) : -1;
        return end < 0 ? Optional.empty() : Optional.of(new Tag(name.get(), closing, start, end));
    }

    /** The index after the tag's {@code >}, past attributes if there are any; -1 when the tag does not end. */
    private static int endOfTag(String text, int afterName) {
        int i = skipWhitespace(text, afterName);
        boolean spaced = i > afterName;
        int limit = Math.min(text.length(), i + MAX_ATTRIBUTES_LENGTH);
        for (int at = i; at < limit; at++) {
            char c = text.charAt(at);
            if (c == '>') {
                boolean selfClosing = at > i && text.charAt(at - 1) == '/';
                return selfClosing ? -1 : at + 1;
            }
            if (!spaced || c == '<' || c == '\n') {
                return -1;
            }
        }
        return -1;
    }

    /** Whether a text that was cut may be the beginning of a tag that was not completed. */
    static boolean mayBegin(String text) {
        int i = skipWhitespace(text, text.startsWith("<") ? 1 : 0);
        if (i < text.length() && text.charAt(i) == '/') {
            i = skipWhitespace(text, i + 1);
        }
        StringBuilder letters = new StringBuilder(MAX_NAME_LENGTH);
        while (i < text.length() && letters.length() < MAX_NAME_LENGTH && isNamePart(text.charAt(i))) {
            append(letters, text.charAt(i));
            i++;
        }
        String begun = letters.toString();
        return skipWhitespace(text, i) == text.length()
                && ("finalanswer".startsWith(begun) || "turntitle".startsWith(begun) || "thinking".startsWith(begun));
    }

    /** Separators are left out, so that {@code final_answer}, {@code final-answer} and {@code final\_answer} are one. */
    private static void append(StringBuilder letters, char c) {
        if (c != '_' && c != '-' && c != '\\') {
            letters.append(Character.toLowerCase(c));
        }
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '\\';
    }

    private static int skipWhitespace(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
