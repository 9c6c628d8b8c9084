package org.openstrawberry.judge.text;

import java.text.Normalizer;
import java.util.Map;

/**
 * Brings Unicode to one plain form: full-width and foreign digits, minus signs, vulgar fractions, superscripts, quotes
 * and spaces. One pass, character by character, so that long runs of combining marks cost nothing extra.
 */
public final class PlainText {
    private static final int LONGEST_DECOMPOSITION = 6;
    private static final char UNREADABLE = '\uFFFD';

    /** Signs with a LaTeX name get it, so that "π" and "\pi" are the same text. */
    private static final Map<Integer, String> SIGNS = Map.ofEntries(
            Map.entry((int) '√', "\\surd "),
            Map.entry((int) 'π', "\\pi "),
            Map.entry((int) '±', "\\pm "),
            Map.entry((int) '∓', "\\mp "),
            Map.entry((int) '∞', "\\infty "),
            Map.entry((int) 'ℝ', "\\mathbb{R}"),
            Map.entry((int) 'ℤ', "\\mathbb{Z}"),
            Map.entry((int) 'ℕ', "\\mathbb{N}"),
            Map.entry((int) 'ℚ', "\\mathbb{Q}"),
            Map.entry((int) '∅', "\\emptyset "),
            Map.entry((int) '∖', "\\setminus "),
            Map.entry((int) '⌊', "\\lfloor "),
            Map.entry((int) '⌋', "\\rfloor "),
            Map.entry((int) '⌈', "\\lceil "),
            Map.entry((int) '⌉', "\\rceil "),
            Map.entry((int) '⟨', "\\langle "),
            Map.entry((int) '⟩', "\\rangle "),
            Map.entry((int) '∑', "\\sum "),
            Map.entry((int) '∏', "\\prod "),
            Map.entry((int) '∪', "\\cup "),
            Map.entry((int) '∩', "\\cap "),
            Map.entry((int) '∈', "\\in "),
            Map.entry((int) '≤', "\\le "),
            Map.entry((int) '≥', "\\ge "),
            Map.entry((int) '≠', "\\ne "),
            Map.entry((int) '≈', "\\approx "),
            Map.entry((int) '°', " degrees "),
            Map.entry((int) 'º', " degrees "));

    private PlainText() {}

    /** The plain form of the text; line feeds stay. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        char run = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            int digit = raisedDigit(codePoint);
            int lowered = codePoint >= '₀' && codePoint <= '₉' ? codePoint - '₀' : -1;
            char wanted = digit >= 0 ? '^' : lowered >= 0 ? '_' : 0;
            if (wanted != run) {
                if (run != 0) {
                    plain.append('}');
                }
                if (wanted != 0) {
                    plain.append(wanted).append('{');
                }
                run = wanted;
            }
            if (wanted != 0) {
                plain.append((char) ('0' + Math.max(digit, lowered)));
            } else {
                append(plain, codePoint);
            }
        }
        return run == 0 ? plain.toString() : plain.append('}').toString();
    }

    private static int raisedDigit(int codePoint) {
        return switch (codePoint) {
            case '⁰' -> 0;
            case '¹' -> 1;
            case '²' -> 2;
            case '³' -> 3;
            default -> codePoint >= '⁴' && codePoint <= '⁹' ? codePoint - '⁰' : -1;
        };
    }

    private static void append(StringBuilder plain, int codePoint) {
        if (codePoint < 0x80) {
            plain.append(ascii(codePoint));
            return;
        }
        String sign = SIGNS.get(codePoint);
        if (sign != null) {
            plain.append(sign);
            return;
        }
        switch (codePoint) {
            case '−', '–', '—', '‐', '‑', '‒', '―', '﹣', '－' -> plain.append('-');
            case '×', '·', '⋅', '∙', '∗' -> plain.append('*');
            case '÷', '∕', '⁄' -> plain.append('/');
            case '‘', '’', 'ʼ', '′' -> plain.append('\'');
            case '“', '”', '„', '«', '»' -> plain.append('"');
            case '\u2028', '\u2029', '\u0085' -> plain.append('\n');
            default -> appendOther(plain, codePoint);
        }
    }

    /** Control characters are kept apart from spaces: a NUL between two numbers does not make them one. */
    private static char ascii(int codePoint) {
        return switch (codePoint) {
            case '\t', '\r', '\f' -> ' ';
            case '\n' -> '\n';
            default -> codePoint >= ' ' && codePoint != 0x7F ? (char) codePoint : UNREADABLE;
        };
    }

    private static void appendOther(StringBuilder plain, int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.FORMAT) {
            return;
        }
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            plain.append(' ');
            return;
        }
        if (type == Character.CONTROL || type == Character.SURROGATE) {
            plain.append(UNREADABLE);
            return;
        }
        if (Character.isDigit(codePoint)) {
            plain.append((char) ('0' + Character.digit(codePoint, 10)));
            return;
        }
        String decomposed = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
        if (decomposed.length() > LONGEST_DECOMPOSITION) {
            plain.appendCodePoint(codePoint);
        } else if (decomposed.indexOf('⁄') >= 0) {
            // "1½" is one and a half, not eleven halves.
            if (!plain.isEmpty() && Character.isDigit(plain.charAt(plain.length() - 1))) {
                plain.append(' ');
            }
            plain.append(decomposed.replace('⁄', '/'));
        } else {
            plain.append(decomposed);
        }
    }
}
