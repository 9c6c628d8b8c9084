package org.openstrawberry.judge.extraction;

/** Where in a reply the answer was found, in order of priority. */
public enum Source {
    FINAL_ANSWER_TAG("the final_answer tag"),
    BOX("the box"),
    /** A box that was opened and never closed: the reply was cut, and what is left of it is no answer. */
    UNCLOSED_BOX("an unclosed box"),
    HASHES("the line after ####"),
    PHRASE("the answer phrase"),
    WHOLE_REPLY("the reply"),
    LAST_MATHEMATICS("the last formula"),
    LAST_NUMBER("the last number"),
    LAST_CHOICE("the last letter"),
    LAST_YES_OR_NO("the last yes or no"),
    LAST_LINE("the last line");

    private final String words;

    Source(String words) {
        this.words = words;
    }

    /** The place, in the words of a reason. */
    public String words() {
        return words;
    }
}
