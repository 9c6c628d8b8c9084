package org.openstrawberry.orchestrator.problemset;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Turns an uploaded file into bounded, decompressed, checked UTF-8 without a byte order mark. */
final class SourceText {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int SNIFF_BYTES = 64;
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF16_BIG = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF16_LITTLE = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] PARQUET = ascii("PAR1");
    /** How a Git LFS pointer file begins, by its specification. */
    private static final byte[] LFS_POINTER = ascii("version https://git-lfs.github.com/spec/");

    private static final byte[] ANNEX_POINTER = ascii("/annex/objects/");

    private SourceText() {}

    /**
     * The text of the file.
     *
     * @throws ImportException when its first bytes show that it is no text; while it is read, when it is too large or
     *     not UTF-8
     * @throws IOException when the file cannot be read
     */
    static InputStream open(InputStream file, ImportLimits limits) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(file, BUFFER_BYTES);
        boolean zipped = startsWith(peek(raw), GZIP);
        InputStream plain = zipped ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
        BufferedInputStream bounded = new BufferedInputStream(new Bounded(plain, limits.fileBytes()), BUFFER_BYTES);
        byte[] head = peek(bounded);
        requireText(head);
        long skipped = 0;
        if (startsWith(head, UTF8_MARK)) {
            skipped = bounded.skip(UTF8_MARK.length);
        }
        return new Utf8Guard(bounded, skipped);
    }

    private static void requireText(byte[] head) {
        if (startsWith(head, LFS_POINTER)) {
            throw new ImportException(
                    ImportException.Code.STORAGE_POINTER,
                    "This is a Git LFS pointer, not the file itself. Run \"git lfs pull\" in the repository that it"
                            + " comes from and import the real file.");
        }
        if (startsWith(head, ANNEX_POINTER)) {
            throw new ImportException(
                    ImportException.Code.STORAGE_POINTER,
                    "This is a git-annex pointer, not the file itself. Run \"git annex get\" in the repository that it"
                            + " comes from and import the real file.");
        }
        if (startsWith(head, UTF16_BIG) || startsWith(head, UTF16_LITTLE)) {
            throw new ImportException(
                    ImportException.Code.NOT_UTF8,
                    "The file is UTF-16: its first two bytes are a UTF-16 byte order mark. Save it as UTF-8.");
        }
        if (startsWith(head, ZIP)) {
            throw unsupported("a ZIP archive (or a spreadsheet). Unpack it, or save it as CSV.");
        }
        if (startsWith(head, PARQUET)) {
            throw unsupported("Parquet, which this version cannot read. Convert it to JSONL.");
        }
        if (startsWith(head, GZIP)) {
            throw unsupported("compressed twice. Unpack it once.");
        }
    }

    private static ImportException unsupported(String what) {
        return new ImportException(ImportException.Code.UNSUPPORTED_FORMAT, "The file is " + what);
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(SNIFF_BYTES);
        byte[] head = in.readNBytes(SNIFF_BYTES);
        in.reset();
        return head;
    }

    private static boolean startsWith(byte[] head, byte[] prefix) {
        return head.length >= prefix.length && Arrays.equals(head, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Ends a file that unpacks to more than is allowed, whatever its packed size. */
    private static final class Bounded extends FilterInputStream {
        private final long limit;
        private long count;

        Bounded(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) {
                add(1);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                add(read);
            }
            return read;
        }

        private void add(int read) {
            count += read;
            if (count > limit) {
                throw new ImportException(
                        ImportException.Code.FILE_TOO_LARGE, "The file has more than " + limit + " bytes of text");
            }
        }
    }
}
