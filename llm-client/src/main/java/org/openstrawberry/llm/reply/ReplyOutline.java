package org.openstrawberry.llm.reply;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where the elements of a reply are, and which of its characters are drafts.
 *
 * @param text the reply
 * @param cut whether the reply ends before the model was done
 * @param tags the tags that are no drafts, in order
 * @param hidden the characters of drafts, and of all tags
 * @param hiddenAndTitles likewise, and those of titles that hold no final answer
 */
record ReplyOutline(String text, boolean cut, List<Tag> tags, BitSet hidden, BitSet hiddenAndTitles) {

    /**
     * What stands between a tag and its closing one.
     *
     * @param start index of the opening tag
     * @param from index of the first character inside
     * @param to index after the last character inside
     * @param end index after the closing tag
     * @param closed whether there is a closing tag; without one the element goes on to the end of the reply
     */
    record Element(int start, int from, int to, int end, boolean closed) {}

    static ReplyOutline of(String text, boolean cut) {
        List<Tag> tags = Tag.scan(text);
        BitSet markers = new BitSet();
        tags.forEach(tag -> markers.set(tag.start(), tag.end()));

        BitSet drafts = drafts(text, cut, tags);
        ReplyOutline outline = within(text, cut, tags, drafts, markers);
        boolean cutInDraft = cut && !text.isEmpty() && drafts.get(text.length() - 1);
        boolean nothingElse =
                !drafts.isEmpty() && !cutInDraft && outline.prose().isBlank();
        return nothingElse ? within(text, cut, tags, new BitSet(), markers) : outline;
    }

    private static ReplyOutline within(String text, boolean cut, List<Tag> tags, BitSet drafts, BitSet markers) {
        BitSet hidden = new BitSet();
        hidden.or(drafts);
        hidden.or(markers);
        List<Tag> visible =
                tags.stream().filter(tag -> !drafts.get(tag.start())).toList();
        BitSet hiddenAndTitles = new BitSet();
        hiddenAndTitles.or(hidden);
        BitSet answers = new BitSet();
        visible.stream().filter(tag -> tag.name() == Tag.Name.FINAL_ANSWER).forEach(tag -> answers.set(tag.start()));
        for (Element title : elements(text, visible, Tag.Name.TURN_TITLE)) {
            int end = title.closed() ? title.end() : endOfLine(text, title.from());
            int answer = answers.nextSetBit(title.start());
            if (answer < 0 || answer >= end) {
                hiddenAndTitles.set(title.start(), end);
            }
        }
        return new ReplyOutline(text, cut, visible, hidden, hiddenAndTitles);
    }

    private static BitSet drafts(String text, boolean cut, List<Tag> tags) {
        BitSet drafts = new BitSet();
        int opened = -1;
        int after = 0;
        for (Tag tag : tags) {
            if (tag.name() != Tag.Name.THINKING) {
                continue;
            }
            if (tag.closing()) {
                drafts.set(opened >= 0 ? opened : after, tag.end());
                after = tag.end();
                opened = -1;
            } else if (opened < 0) {
                opened = tag.start();
            }
        }
        if (opened >= 0 && cut) {
            drafts.set(opened, text.length());
        }
        return drafts;
    }

    /**
     * The elements of a name, in order. An opening tag after another begins anew, so of nested elements the innermost is
     * found, and a tag that is only talked about does not swallow the real one.
     */
    List<Element> elements(Tag.Name name) {
        return elements(text, tags, name);
    }

    private static List<Element> elements(String text, List<Tag> tags, Tag.Name name) {
        List<Element> elements = new ArrayList<>();
        Tag open = null;
        for (Tag tag : tags) {
            if (tag.name() != name) {
                continue;
            }
            if (!tag.closing()) {
                open = tag;
            } else if (open != null) {
                elements.add(new Element(open.start(), open.end(), tag.start(), tag.end(), true));
                open = null;
            }
        }
        if (open != null) {
            elements.add(new Element(open.start(), open.end(), text.length(), text.length(), false));
        }
        return elements;
    }

    /** The text of an element without drafts and tags. */
    String content(Element element) {
        return shown(element.from(), element.to(), hidden);
    }

    /** The text of an element, likewise, and without the titles in it. */
    String contentWithoutTitles(Element element) {
        return shown(element.from(), element.to(), hiddenAndTitles);
    }

    /** The whole text without drafts, tags and titles. */
    String prose() {
        return shown(0, text.length(), hiddenAndTitles);
    }

    private static int endOfLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    private String shown(int from, int to, BitSet without) {
        StringBuilder shown = new StringBuilder();
        int at = without.nextClearBit(from);
        while (at < to) {
            int next = without.nextSetBit(at);
            int end = next < 0 ? to : Math.min(next, to);
            shown.append(text, at, end);
            at = without.nextClearBit(end);
        }
        return shown.toString();
    }
}
