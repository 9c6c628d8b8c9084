package org.openstrawberry.micro.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Text to tokens: phrases that the word problems and their working are made of, and characters for everything else, so that
 * no text fails. Digits are always tokens of their own. Characters beyond ASCII become question marks.
 */
public final class Tokenizer {

    /** The longest text that is encoded, in characters. */
    public static final int MAX_TEXT = 100_000;

    private static final char FIRST = ' ';
    private static final char LAST = '~';

    /** Whole tiles of the matrix kernel, with some tokens to spare. */
    private static final int SIZE = 160;

    private static final Tokenizer STANDARD = new Tokenizer(Phrases.ALL);

    private final List<String> texts = new ArrayList<>();
    private final int newline;
    private final int firstCharacter;
    private final int firstPhrase;
    private final Integer[] phrases;

    private Tokenizer(List<String> known) {
        for (int i = 0; i < Control.values().length; i++) {
            texts.add("");
        }
        newline = texts.size();
        texts.add("\n");
        firstCharacter = texts.size();
        for (char character = FIRST; character <= LAST; character++) {
            texts.add(String.valueOf(character));
        }
        firstPhrase = texts.size();
        texts.addAll(known);
        phrases = new Integer[known.size()];
        Arrays.setAll(phrases, i -> firstPhrase + i);
        Arrays.sort(
                phrases,
                Comparator.comparingInt((Integer id) -> texts.get(id).length()).reversed());
        if (texts.size() > SIZE) {
            throw new IllegalStateException(texts.size() + " tokens");
        }
    }

    /** The tokenizer of the models that this library trains. */
    public static Tokenizer standard() {
        return STANDARD;
    }

    /** Size of the vocabulary; some tokens at its end are not used. */
    public int size() {
        return SIZE;
    }

    /** Tells tokenizers apart; weights keep it. */
    public long fingerprint() {
        CRC32 sum = new CRC32();
        sum.update(String.join("\u0000", texts).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /**
     * The tokens of a text, at each place the longest phrase that fits. There is never a control token among them.
     *
     * @throws IllegalArgumentException if the text is longer than {@link #MAX_TEXT}
     */
    public int[] encode(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters");
        }
        int[] tokens = new int[text.length()];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int token = tokenAt(text, at);
            tokens[count++] = token;
            at += texts.get(token).length();
        }
        return Arrays.copyOf(tokens, count);
    }

    private int tokenAt(String text, int at) {
        for (int phrase : phrases) {
            if (text.startsWith(texts.get(phrase), at)) {
                return phrase;
            }
        }
        char character = text.charAt(at);
        if (character == '\n') {
            return newline;
        }
        boolean known = character >= FIRST && character <= LAST;
        return firstCharacter + (known ? character : '?') - FIRST;
    }

    /** The text of tokens; control tokens and those that are not used have none. */
    public String decode(int... tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append(token < texts.size() ? texts.get(token) : "");
        }
        return text.toString();
    }
}
