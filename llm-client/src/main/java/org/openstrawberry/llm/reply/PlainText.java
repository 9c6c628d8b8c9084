package org.openstrawberry.llm.reply;

import java.util.Locale;

/** Turns marked-up text into a line of plain words. */
final class PlainText {

    /** Longest title, in characters. */
    static final int MAX_LENGTH = 60;

    /** Most characters of a text that are looked at for a title. */
    private static final int MAX_LOOKED_AT = 300;

    /** A cut further left than this would leave too little to read. */
    private static final int MIN_LENGTH = 20;

    private static final int MAX_TAG_LENGTH = 40;
    private static final String EMPHASIS = "*_`~";

    private PlainText() {}

    /** One line of at most {@value #MAX_LENGTH} characters, without tags and Markdown; may be empty. */
    static String title(String text) {
        String line = printable(text.length() <= MAX_LOOKED_AT ? text : cut(text, MAX_LOOKED_AT));
        String before;
        // What is left of one kind of mark can make up another; every pass that changes the line shortens it.
        do {
            before = line;
            line = collapseWhitespace(withoutEmphasis(withoutLineMarks(collapseWhitespace(withoutTags(line)))));
        } while (!line.equals(before));
        return shortened(line);
    }

    /** Whether there is anything to read. */
    static boolean hasWords(String text) {
        return text.codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || (c > 0x7f && c != '…' && isSymbol(c)));
    }

    /** The text without the given characters at both ends. */
    static String strip(String text, String characters) {
        int from = firstIndexOfOther(text, characters);
        return text.substring(from, Math.max(from, lastIndexOfOther(text, characters) + 1));
    }

    /** The index of the first character that is none of those; the length when there is none. */
    private static int firstIndexOfOther(String text, String characters) {
        int index = 0;
        while (index < text.length() && characters.indexOf(text.charAt(index)) >= 0) {
            index++;
        }
        return index;
    }

    /** The index of the last character that is none of those; -1 when there is none. */
    private static int lastIndexOfOther(String text, String characters) {
        int index = text.length() - 1;
        while (index >= 0 && characters.indexOf(text.charAt(index)) >= 0) {
            index--;
        }
        return index;
    }

    /** The text with a single space for every run of white space, and none around it. */
    static String collapseWhitespace(String text) {
        StringBuilder collapsed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != '\u00a0') {
                collapsed.append(c);
            } else if (!collapsed.isEmpty() && collapsed.charAt(collapsed.length() - 1) != ' ') {
                collapsed.append(' ');
            }
        }
        return collapsed.toString().stripTrailing();
    }

    /** The first words in lower case, without punctuation around them. */
    static String[] firstWords(String text, int count) {
        String beginning = collapseWhitespace(text.length() <= MAX_LOOKED_AT ? text : cut(text, MAX_LOOKED_AT));
        if (beginning.isEmpty()) {
            return new String[0];
        }
        String[] words = beginning.toLowerCase(Locale.ROOT).split(" ", count + 1);
        String[] first = new String[Math.min(count, words.length)];
        for (int i = 0; i < first.length; i++) {
            first[i] = strip(words[i], ".,:;!?()");
        }
        return first;
    }

    /** The beginning of a text, no longer than that, which does not end in half a character. */
    static String cut(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int space = text.lastIndexOf(' ', MAX_LENGTH - 1);
        String beginning = space >= MIN_LENGTH ? text.substring(0, space) : cut(text, MAX_LENGTH - 1);
        int end = beginning.length();
        while (end > 0 && (" ,;:-–(" + EMPHASIS).indexOf(beginning.charAt(end - 1)) >= 0) {
            end--;
        }
        return beginning.substring(0, end) + "…";
    }

    /** A space for each tag of whatever name, so that no new tag arises from what is left. */
    private static String withoutTags(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = text.charAt(i) == '<' ? endOfTag(text, i) : -1;
            kept.append(end < 0 ? text.charAt(i) : ' ');
            i = end < 0 ? i + 1 : end;
        }
        return kept.toString();
    }

    private static int endOfTag(String text, int start) {
        int i = start + 1;
        if (i < text.length() && text.charAt(i) == '/') {
            i++;
        }
        int name = i;
        int limit = Math.min(text.length(), start + MAX_TAG_LENGTH);
        while (i < limit && (Character.isLetterOrDigit(text.charAt(i)) || "_-".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        boolean isTag = i > name && Character.isLetter(text.charAt(name)) && i < limit && text.charAt(i) == '>';
        return isTag ? i + 1 : -1;
    }

    /** Without Markdown's signs at the beginning of a line: headings, quotes, bullets, table borders. */
    private static String withoutLineMarks(String line) {
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            boolean bullet = "-+*•–".indexOf(c) >= 0 && (i + 1 == line.length() || line.charAt(i + 1) == ' ');
            if (!bullet && "#>| ".indexOf(c) < 0) {
                break;
            }
            i++;
        }
        return line.substring(i);
    }

    /** Without signs of emphasis and code; one inside a word, or standing alone between words, is meant as it is. */
    private static String withoutEmphasis(String line) {
        StringBuilder kept = new StringBuilder(line.length());
        int firstWord = firstIndexOfOther(line, EMPHASIS + " ");
        int lastWord = lastIndexOfOther(line, EMPHASIS + " ");
        int i = 0;
        while (i < line.length()) {
            int end = i;
            while (end < line.length() && EMPHASIS.indexOf(line.charAt(end)) >= 0) {
                end++;
            }
            if (end == i) {
                kept.append(line.charAt(i));
                i++;
                continue;
            }
            char before = i == 0 ? '\n' : line.charAt(i - 1);
            char after = end == line.length() ? '\n' : line.charAt(end);
            boolean inWord = Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after);
            boolean betweenWords = before == ' ' && after == ' ' && firstWord < i && end < lastWord;
            if (inWord || betweenWords) {
                kept.append(line, i, end);
            }
            i = end;
        }
        return kept.toString();
    }

    /** White space for control characters, nothing for what turns the direction of writing or is half a character. */
    private static String printable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                kept.append(' ');
            } else if (!isDirectionMark(c) && Character.getType(c) != Character.SURROGATE) {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString();
    }

    private static boolean isDirectionMark(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    }

    private static boolean isSymbol(int c) {
        return switch (Character.getType(c)) {
            case Character.MATH_SYMBOL, Character.OTHER_SYMBOL, Character.CURRENCY_SYMBOL -> true;
            default -> false;
        };
    }
}
