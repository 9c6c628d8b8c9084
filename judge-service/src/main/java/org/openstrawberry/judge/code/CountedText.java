package org.openstrawberry.judge.code;

import org.openstrawberry.judge.budget.Budget;

/** A text that counts how often it is read, so that no regular expression goes back and forth without end. */
record CountedText(String text, Budget budget) implements CharSequence {
    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        budget.spend(1);
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new CountedText(text.substring(start, end), budget);
    }

    @Override
    public String toString() {
        return text;
    }
}
