package org.openstrawberry.judge.list;

import java.util.List;
import java.util.TreeSet;

/**
 * A list that has been read.
 *
 * @param forms the normal form of each value, in order
 */
record ValueList(ListShape shape, List<String> forms) {
    ValueList {
        forms = List.copyOf(forms);
    }

    boolean same(ValueList other, ElementOrder bareOrder) {
        if (!shape.fits(other.shape)) {
            return false;
        }
        if (shape == ListShape.SET || other.shape == ListShape.SET) {
            return new TreeSet<>(forms).equals(new TreeSet<>(other.forms));
        }
        boolean ordered = shape != ListShape.BARE || other.shape != ListShape.BARE || bareOrder == ElementOrder.SAME;
        return ordered ? forms.equals(other.forms) : sorted().equals(other.sorted());
    }

    private List<String> sorted() {
        return forms.stream().sorted().toList();
    }

    String form() {
        List<String> shown = shape == ListShape.SET ? List.copyOf(new TreeSet<>(forms)) : forms;
        return shape.wrap(String.join(", ", shown));
    }
}
