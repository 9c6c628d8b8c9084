package org.openstrawberry.micro.model;

import java.io.IOException;

/** A file of weights or of a checkpoint that is refused. */
public final class ModelFileException extends IOException {

    /** Why a file is refused. */
    public enum Code {
        /** It does not begin as such files do. */
        NOT_A_MODEL,
        /** A version of the format that this version of the library does not read. */
        UNKNOWN_VERSION,
        /** It tells sizes that no model may have. */
        BAD_SHAPE,
        /** It is shorter or longer than its sizes tell. */
        WRONG_LENGTH,
        /** Its checksum does not fit its content. */
        DAMAGED,
        /** A parameter is no finite number. */
        BAD_PARAMETER
    }

    private final Code code;

    /** A refusal. */
    public ModelFileException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
