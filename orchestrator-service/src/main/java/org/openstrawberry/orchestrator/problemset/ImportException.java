package org.openstrawberry.orchestrator.problemset;

/** A file cannot be imported at all. The message says why and what to do, for the user to read. */
public final class ImportException extends RuntimeException {
    private final Code code;

    /** A failure that can be told apart by its code. */
    public ImportException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** A failure with the exception that showed it. */
    public ImportException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of failure it is. */
    public Code code() {
        return code;
    }

    /** The kinds of failure. */
    public enum Code {
        /** No bytes, or nothing but blank lines. */
        EMPTY_FILE,
        /** Bytes that are no UTF-8 text. */
        NOT_UTF8,
        /** A pointer to a file that large-file storage keeps elsewhere. */
        STORAGE_POINTER,
        /** A format that is recognised and not supported. */
        UNSUPPORTED_FORMAT,
        /** More bytes than allowed, after decompression. */
        FILE_TOO_LARGE,
        /** More rows than allowed. */
        TOO_MANY_ROWS,
        /** The compression, or the JSON around the rows, is broken. */
        MALFORMED_FILE,
        /** The fields are not known and no mapping was given. */
        MAPPING_NEEDED
    }
}
