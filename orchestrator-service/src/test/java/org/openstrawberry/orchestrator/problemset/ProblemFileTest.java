package org.openstrawberry.orchestrator.problemset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openstrawberry.orchestrator.problemset.TestFiles.GUESSED;
import static org.openstrawberry.orchestrator.problemset.TestFiles.gzip;
import static org.openstrawberry.orchestrator.problemset.TestFiles.read;
import static org.openstrawberry.orchestrator.problemset.TestFiles.utf8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.AnswerType;

class ProblemFileTest {
    private static final ImportLimits SMALL = new ImportLimits(10_000, 200, 5, 2);

    @Test
    void shouldReadJsonLines() {
        TestFiles.Result result = read("""
                {"question": "2 + 2?", "answer": 4.0}

                {"question": "3 + 3?", "answer": "6"}""");

        assertThat(result.problems())
                .extracting(
                        ProblemDraft::prompt, problem -> problem.groundTruth().orElseThrow())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2 + 2?", "4"),
                        org.assertj.core.groups.Tuple.tuple("3 + 3?", "6"));
        assertThat(result.summary().mapping()).isEqualTo("guessed");
        assertThat(result.first().answerType()).isEqualTo(AnswerType.AUTO);
    }

    @Test
    void shouldReadJsonLinesUnderAJsonName() {
        assertThat(read("{\"question\":\"a\",\"answer\":\"1\"}\n{\"question\":\"b\",\"answer\":\"2\"}\n", "x.json")
                        .problems())
                .hasSize(2);
    }

    @Test
    void shouldReadAJsonArrayAndTellTheLineOfABadElement() {
        TestFiles.Result result = read("""
                [
                  {"question": "a", "answer": "1"},
                  7,
                  {"question": "b"},
                  {"question": "c", "answer": "3"}
                ]
                """, "x.json");

        assertThat(result.problems()).extracting(ProblemDraft::prompt).containsExactly("a", "c");
        assertThat(result.summary().rejected())
                .containsExactly(
                        new Rejection(3, 2, "not an object but a value of type number"),
                        new Rejection(4, 3, "field \"answer\" is missing"));
    }

    @Test
    void shouldReadAnObjectThatHoldsTheList() {
        assertThat(read(
                                "{\"note\":[1,[2]],\"x\":{},\"examples\":[{\"input\":\"a\",\"target\":\"b\"}],\"y\":1}",
                                "x.json")
                        .problems())
                .hasSize(1);
        assertThat(read("{\n\"note\": \"n\",\n\"rows\": [\n{\"input\":\"a\",\"target\":\"b\"}\n]\n}", "x.json")
                        .problems())
                .hasSize(1);
    }

    @Test
    void shouldReadCsvWithQuotesAndWithoutALastLineEnd() {
        TestFiles.Result result =
                read("question,answer\r\n\"one, \"\"two\"\"\nand three\",3\r\nshort\r\nlast,4", "x.csv");

        assertThat(result.problems())
                .extracting(ProblemDraft::prompt)
                .containsExactly("one, \"two\"\nand three", "last");
        assertThat(result.summary().rejected()).containsExactly(new Rejection(4, 2, "1 fields, but the header has 2"));
    }

    @Test
    void shouldReadSemicolonsAndRejectAQuoteNeverClosed() {
        TestFiles.Result result = read("question;answer\na;1\n\"b;2\nc;3\n", "x.csv");

        assertThat(result.problems()).hasSize(1);
        assertThat(result.summary().rejected())
                .containsExactly(new Rejection(3, 2, "a quote opened in this record is never closed"));
    }

    @Test
    void shouldReadGzipWhateverTheName() {
        byte[] zipped = gzip(utf8("question,answer\na,1\n"));

        assertThat(read(zipped, "upload", GUESSED, ImportLimits.DEFAULT).problems())
                .hasSize(1);
    }

    @Test
    void shouldSplitLinesAtLineFeedsOnly() {
        TestFiles.Result result = read("{\"question\":\"a\u2028b\u0085c\",\"answer\":\"1\"}\n");

        assertThat(result.problems()).extracting(ProblemDraft::prompt).containsExactly("a\u2028b\u0085c");
    }

    @Test
    void shouldAcceptAByteOrderMark() {
        assertThat(read("\uFEFF{\"question\":\"a\",\"answer\":\"1\"}").problems())
                .hasSize(1);
    }

    @Test
    void shouldKeepTheGoodRowsAndTellTheBadOnes() {
        TestFiles.Result result = read("""
                {"question": "a", "answer": "1"}
                {"question": "b", "answer":
                {"question": "c", "answer": null}
                {"question": "  ", "answer": "4"}
                {"question": "nul \\u0000", "answer": "5"}
                {"question": "half \\ud800", "answer": "6"}
                {"question": "g", "answer": "7"}
                """);

        assertThat(result.problems()).extracting(ProblemDraft::prompt).containsExactly("a", "g");
        assertThat(result.summary().rejected()).extracting(Rejection::line).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(result.summary().rejected())
                .extracting(Rejection::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("not JSON: "),
                        reason -> assertThat(reason).isEqualTo("field \"answer\" is missing"),
                        reason -> assertThat(reason).isEqualTo("prompt is blank"),
                        reason -> assertThat(reason).isEqualTo("prompt holds the character U+0000"),
                        reason -> assertThat(reason).contains("half a surrogate pair, U+D800"));
    }

    @Test
    void shouldPassOverAnEndlessLineWithoutKeepingIt() {
        long bytes = 300L * 1024 * 1024;
        ImportLimits limits = new ImportLimits(bytes * 2, 1024 * 1024, 10, 10);
        ProblemFile file = new ProblemFile(
                () -> new SequenceInputStream(Collections.enumeration(List.<InputStream>of(
                        new ByteArrayInputStream(utf8("{\"question\":\"a\",\"answer\":\"1\"}\n{\"question\":\"")),
                        new EndlessLetters(bytes),
                        new ByteArrayInputStream(utf8("\"}\n{\"question\":\"b\",\"answer\":\"2\"}"))))),
                "x.jsonl",
                GUESSED,
                limits);
        List<ProblemDraft> problems = new ArrayList<>();

        ImportSummary summary = file.read(problems::add);

        assertThat(problems).hasSize(2);
        assertThat(summary.rejected()).containsExactly(new Rejection(2, 2, "the line has more than 1048576 bytes"));
    }

    @Test
    void shouldCountRejectionsBeyondThoseListed() {
        TestFiles.Result result =
                read(utf8("{\"question\":\"a\",\"answer\":\"1\"}\n1\n2\n3\n"), "x.jsonl", GUESSED, SMALL);

        assertThat(result.summary().rejected()).hasSize(2);
        assertThat(result.summary().rejectedCount()).isEqualTo(3);
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() {
        assertFailure(ImportException.Code.EMPTY_FILE, "empty", () -> read(""));
        assertFailure(ImportException.Code.EMPTY_FILE, "blank", () -> read(" \n\n"));
        assertFailure(ImportException.Code.EMPTY_FILE, "no rows", () -> read("question,answer\n", "x.csv"));
        assertFailure(ImportException.Code.EMPTY_FILE, "no rows", () -> read("[]", "x.json"));
        assertFailure(
                ImportException.Code.STORAGE_POINTER,
                "git lfs pull",
                () -> read("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n"));
        assertFailure(
                ImportException.Code.NOT_UTF8,
                "byte 15 (line 2), 0xE9",
                () -> read("q\n1234567890123é\n".getBytes(ISO_8859_1), "x.csv", GUESSED, SMALL));
        assertFailure(
                ImportException.Code.NOT_UTF8,
                "UTF-16",
                () -> read("question,answer".getBytes(UTF_16), "x.csv", GUESSED, SMALL));
        assertFailure(ImportException.Code.UNSUPPORTED_FORMAT, "Parquet", () -> read("PAR1...", "x.parquet"));
        assertFailure(ImportException.Code.MALFORMED_FILE, "line 1", () -> read("[{\"question\":\"a\"", "x.json"));
        assertFailure(
                ImportException.Code.MALFORMED_FILE,
                "after the end",
                () -> read("[{\"question\":\"a\",\"answer\":\"b\"}] []", "x.json"));
        assertFailure(
                ImportException.Code.MAPPING_NEEDED,
                "Fields seen: frage, antwort",
                () -> read("frage,antwort\na,b\n", "x.csv"));
        assertFailure(
                ImportException.Code.TOO_MANY_ROWS,
                "more than 5 rows",
                () -> read(utf8("{\"question\":\"a\",\"answer\":\"b\"}\n".repeat(6)), "x.jsonl", GUESSED, SMALL));
        byte[] bomb = gzip(new byte[1_000_000]);
        assertFailure(ImportException.Code.FILE_TOO_LARGE, "10000 bytes", () -> read(bomb, "x.jsonl", GUESSED, SMALL));
        byte[] zipped = gzip(utf8("{\"question\":\"a\",\"answer\":\"b\"}\n".repeat(5)));
        assertFailure(
                ImportException.Code.MALFORMED_FILE,
                "cut short",
                () -> read(java.util.Arrays.copyOf(zipped, zipped.length - 9), "x.gz", GUESSED, SMALL));
    }

    @Test
    void shouldHashTheContentAndNotTheForm() {
        String lines = "{\"question\":\"a\",\"answer\":1}\n{\"question\":\"b\",\"answer\":\"2\"}\n";
        String array = "[{\"answer\":\"1.0\",\"question\":\"a\"},{\"question\":\"b\",\"answer\":2.0}]";

        assertThat(hash(lines)).isEqualTo(hash(lines + "\n"));
        assertThat(hash(array.replace("\"1.0\"", "1.0"))).isEqualTo(hash(lines));
        assertThat(hash(array)).isNotEqualTo(hash(lines));
    }

    private static String hash(String text) {
        return read(text, "x.json").summary().contentHash();
    }

    private static void assertFailure(ImportException.Code code, String part, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .hasMessageContaining(part)
                .isInstanceOfSatisfying(
                        ImportException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** So many letters without a line end. */
    private static final class EndlessLetters extends InputStream {
        private long remaining;

        EndlessLetters(long count) {
            remaining = count;
        }

        @Override
        public int read() {
            return remaining-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (remaining <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, remaining);
            java.util.Arrays.fill(buffer, offset, offset + count, (byte) 'x');
            remaining -= count;
            return count;
        }
    }
}
