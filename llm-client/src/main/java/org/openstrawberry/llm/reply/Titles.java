package org.openstrawberry.llm.reply;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openstrawberry.llm.reply.ReplyOutline.Element;

/** Finds a title for a reply: the last one that it gives itself, or else its first words. */
final class Titles {

    private static final Set<String> PLACEHOLDERS = Set.of(
            "title",
            "turn title",
            "step title",
            "short title",
            "your title",
            "your title here",
            "title here",
            "tag",
            "tags",
            "and");

    private Titles() {}

    static Optional<String> find(ReplyOutline outline) {
        return given(outline).or(() -> firstWords(outline.prose()));
    }

    private static Optional<String> given(ReplyOutline outline) {
        List<Element> elements = outline.elements(Tag.Name.TURN_TITLE);
        for (Element element : elements.reversed()) {
            String content = outline.content(element);
            String title = PlainText.title(element.closed() ? content : withoutCutTag(firstLine(content)));
            boolean mention = !element.closed() && content.startsWith(" tag");
            if (PlainText.hasWords(title) && !isPlaceholder(title) && !mention) {
                return Optional.of(title);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstWords(String prose) {
        return prose.lines()
                .filter(line -> !isFence(line))
                .map(PlainText::title)
                .filter(PlainText::hasWords)
                .findFirst();
    }

    private static boolean isFence(String line) {
        String stripped = line.stripLeading();
        return stripped.startsWith("```") || stripped.startsWith("~~~");
    }

    private static boolean isPlaceholder(String title) {
        return PLACEHOLDERS.contains(PlainText.strip(title, "[](){} .…'\"").toLowerCase(Locale.ROOT));
    }

    private static String firstLine(String content) {
        return content.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static String withoutCutTag(String line) {
        int last = line.lastIndexOf('<');
        boolean isCutTag = last >= 0 && Tag.mayBegin(line.substring(last));
        return isCutTag ? line.substring(0, last) : line;
    }
}
