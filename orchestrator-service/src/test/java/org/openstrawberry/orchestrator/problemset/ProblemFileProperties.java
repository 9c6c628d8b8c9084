package org.openstrawberry.orchestrator.problemset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openstrawberry.orchestrator.problemset.TestFiles.GUESSED;
import static org.openstrawberry.orchestrator.problemset.TestFiles.utf8;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProblemFileProperties {
    private static final ImportLimits LIMITS = new ImportLimits(1_000_000, 4_096, 1_000, 1_000);
    private static final List<String> NAMES = List.of("x", "x.csv", "x.json", "x.jsonl", "x.jsonl.gz", "");

    /** Whatever the bytes: rows, or a failure that can be told to the user. Nothing else is ever thrown. */
    @Property(tries = 2_000)
    void shouldNeverFailInAnotherWayOnAnyBytes(@ForAll("bytes") byte[] bytes, @ForAll("names") String name) {
        for (ProblemFile.Mapping mapping : mappings()) {
            try {
                ImportSummary summary =
                        TestFiles.read(bytes, name, mapping, LIMITS).summary();
                assertThat(summary.problems() + summary.rejectedCount()).isPositive();
            } catch (ImportException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    /** A bad line is told by its number, whatever surrounds it. */
    @Property(tries = 300)
    void shouldTellTheLinesOfBadRows(@ForAll("rowKinds") List<RowKind> kinds) {
        StringBuilder text = new StringBuilder("{\"question\":\"first\",\"answer\":\"0\"}\n");
        List<Long> bad = new ArrayList<>();
        int good = 1;
        for (int i = 0; i < kinds.size(); i++) {
            text.append(kinds.get(i).line).append('\n');
            if (kinds.get(i).bad) {
                bad.add(i + 2L);
            } else if (kinds.get(i) != RowKind.BLANK) {
                good++;
            }
        }

        ImportSummary summary = TestFiles.read(utf8(text.toString()), "x.jsonl", GUESSED, LIMITS)
                .summary();

        assertThat(summary.rejected()).extracting(Rejection::line).isEqualTo(bad);
        assertThat(summary.problems()).isEqualTo(good);
    }

    enum RowKind {
        GOOD("{\"question\":\"q\",\"answer\":\"1\"}", false),
        SEPARATOR("{\"question\":\"q\u2028q\u2029\u0085\",\"answer\":\"1\"}\r", false),
        BLANK("  ", false),
        BROKEN("{\"question\":", true),
        NUMBER("17", true),
        NO_ANSWER("{\"question\":\"q\"}", true),
        TOO_LONG("{\"question\":\"" + "q".repeat(5_000) + "\",\"answer\":\"1\"}", true);

        private final String line;
        private final boolean bad;

        RowKind(String line, boolean bad) {
            this.line = line;
            this.bad = bad;
        }
    }

    @Provide
    Arbitrary<List<RowKind>> rowKinds() {
        return Arbitraries.of(RowKind.class).list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    /** Random bytes seldom get far; pieces of real files in random order do. */
    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> pieces = Arbitraries.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        "\n",
                        "\r\n",
                        "\"",
                        "\\",
                        "\"question\":",
                        "\"answer\":",
                        "\"a\"",
                        "1e999999999",
                        "-0.0",
                        "null",
                        "true",
                        "question,answer",
                        "Puzzles",
                        "\\boxed{",
                        "####",
                        "A:",
                        "\"ys\":[\"1 + 2 = 3 (left: 3 4 5)\"]",
                        "\"idx\":1",
                        "\u2028",
                        "\u0000",
                        "\\ud800",
                        "é",
                        "𝛑",
                        "{\"question\":\"q\",\"answer\":\"1\"}\n",
                        "examples")
                .list()
                .ofMaxSize(30)
                .map(list -> utf8(String.join("", list)));
        Arbitrary<byte[]> plain = Arbitraries.oneOf(random, pieces);
        Arbitrary<byte[]> zipped = Combinators.combine(
                        plain, Arbitraries.integers().between(0, 30))
                .as((content, cut) -> {
                    byte[] bytes = TestFiles.gzip(content);
                    return java.util.Arrays.copyOf(bytes, Math.max(2, bytes.length - cut));
                });
        return Arbitraries.oneOf(plain, plain, zipped);
    }

    private static List<ProblemFile.Mapping> mappings() {
        List<ProblemFile.Mapping> mappings = new ArrayList<>();
        mappings.add(GUESSED);
        for (Preset preset : Preset.values()) {
            mappings.add(new ProblemFile.Mapping.ByPreset(preset));
        }
        return mappings;
    }
}
