package org.openstrawberry.orchestrator.problemset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes bytes on as long as they are well-formed UTF-8, so that no reader behind it silently replaces what it cannot
 * decode.
 *
 * @see <a href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506">table 3-7 of the Unicode
 *     Standard</a>, well-formed byte sequences
 */
final class Utf8Guard extends FilterInputStream {
    private static final int CONTINUATION_LOW = 0x80;
    private static final int CONTINUATION_HIGH = 0xBF;

    private long position;
    private long line = 1;
    private int pending;
    private int lead;
    private long leadPosition;
    private int low = CONTINUATION_LOW;
    private int high = CONTINUATION_HIGH;

    /** @param position how many bytes of the file were read before */
    Utf8Guard(InputStream in, long position) {
        super(in);
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read < 0) {
            requireComplete();
        } else {
            check(read);
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count < 0) {
            requireComplete();
        }
        for (int i = offset; i < offset + count; i++) {
            check(buffer[i] & 0xFF);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check(int value) {
        if (pending > 0) {
            if (value < low || value > high) {
                throw notUtf8();
            }
            pending--;
            low = CONTINUATION_LOW;
            high = CONTINUATION_HIGH;
        } else if (value >= 0x80) {
            begin(value);
        } else if (value == '\n') {
            line++;
        }
        position++;
    }

    private void begin(int value) {
        lead = value;
        leadPosition = position;
        if (lead >= 0xC2 && lead <= 0xDF) {
            pending = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            pending = 2;
            low = lead == 0xE0 ? 0xA0 : CONTINUATION_LOW;
            high = lead == 0xED ? 0x9F : CONTINUATION_HIGH;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            pending = 3;
            low = lead == 0xF0 ? 0x90 : CONTINUATION_LOW;
            high = lead == 0xF4 ? 0x8F : CONTINUATION_HIGH;
        } else {
            throw notUtf8();
        }
    }

    private void requireComplete() {
        if (pending > 0) {
            throw new ImportException(
                    ImportException.Code.NOT_UTF8, "The file ends in the middle of a UTF-8 character, on line " + line);
        }
    }

    private ImportException notUtf8() {
        return new ImportException(
                ImportException.Code.NOT_UTF8,
                "The file is not UTF-8: byte %d (line %d), 0x%02X, begins no UTF-8 character. Save it as UTF-8."
                        .formatted(leadPosition, line, lead));
    }
}
