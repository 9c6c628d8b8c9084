package org.openstrawberry.messaging.commit;

import org.jspecify.annotations.Nullable;

/** An item that a {@link GroupCommit} did not commit, for a reason that lies with the group and not with the item. */
public final class GroupCommitException extends RuntimeException {
    private final Code code;

    /** Why it was not committed. */
    public enum Code {
        /** The queue stayed full for longer than a caller may wait. */
        QUEUE_FULL,
        /** The group is closed, or was closed before the item could be committed. It may have happened or not. */
        CLOSED,
        /** The caller's thread was interrupted while it waited for room. */
        INTERRUPTED
    }

    GroupCommitException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Why it was not committed. */
    public Code code() {
        return code;
    }
}
