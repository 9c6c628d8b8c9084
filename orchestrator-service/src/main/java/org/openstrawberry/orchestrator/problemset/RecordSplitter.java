package org.openstrawberry.orchestrator.problemset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts UTF-8 text into records at line feeds and nowhere else: not at U+2028, which JSON strings may hold, and in CSV not
 * at a line feed within quotes. A record longer than allowed is passed over without being kept.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a> on quotes in CSV
 */
final class RecordSplitter {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int NO_DELIMITER = -1;

    private final InputStream in;
    private final int maxBytes;
    private final int delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private long line = 1;
    private byte[] record = new byte[1024];

    private enum Quoting {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private RecordSplitter(InputStream in, int maxBytes, int delimiter) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.delimiter = delimiter;
    }

    /** One record for each line. */
    static RecordSplitter lines(InputStream in, int maxBytes) {
        return new RecordSplitter(in, maxBytes, NO_DELIMITER);
    }

    /** One record for each line, or for several when quotes hold them together. */
    static RecordSplitter csv(InputStream in, int maxBytes, char delimiter) {
        return new RecordSplitter(in, maxBytes, delimiter);
    }

    /**
     * The next record; empty at the end of the file.
     *
     * @throws IOException when the file cannot be read
     */
    Optional<TextRecord> next() throws IOException {
        long firstLine = line;
        long length = 0;
        Quoting quoting = Quoting.FIELD_START;
        int read = read();
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0) {
            if (read == '\n') {
                line++;
                if (quoting != Quoting.QUOTED) {
                    break;
                }
            }
            if (delimiter != NO_DELIMITER) {
                quoting = quoting(quoting, read);
            }
            if (length < maxBytes) {
                keep((int) length, (byte) read);
            }
            length++;
            read = read();
        }
        boolean openQuote = read < 0 && quoting == Quoting.QUOTED;
        if (length > maxBytes) {
            return Optional.of(new TextRecord(firstLine, "", true, openQuote));
        }
        int kept = (int) length;
        if (kept > 0 && record[kept - 1] == '\r') {
            kept--;
        }
        String text = new String(record, 0, kept, StandardCharsets.UTF_8);
        return Optional.of(new TextRecord(firstLine, text, false, openQuote));
    }

    private Quoting quoting(Quoting now, int read) {
        return switch (now) {
            case FIELD_START ->
                read == '"' ? Quoting.QUOTED : read == delimiter ? Quoting.FIELD_START : Quoting.UNQUOTED;
            case UNQUOTED -> read == delimiter ? Quoting.FIELD_START : Quoting.UNQUOTED;
            case QUOTED -> read == '"' ? Quoting.QUOTE_IN_QUOTED : Quoting.QUOTED;
            case QUOTE_IN_QUOTED ->
                read == '"' ? Quoting.QUOTED : read == delimiter ? Quoting.FIELD_START : Quoting.UNQUOTED;
        };
    }

    private void keep(int index, byte value) {
        if (index == record.length) {
            record = Arrays.copyOf(record, Math.min(maxBytes, record.length * 2));
        }
        record[index] = value;
    }

    private int read() throws IOException {
        if (position == end) {
            end = in.read(buffer, 0, buffer.length);
            position = 0;
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }
}
