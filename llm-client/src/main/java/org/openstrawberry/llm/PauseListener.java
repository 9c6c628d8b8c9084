package org.openstrawberry.llm;

/**
 * Told when a call stops to wait for a limit and when it goes on, so that whoever bounds the call's time can stop the
 * clock meanwhile: waiting for a limit is no part of a call. Bound by the caller around {@link LanguageModel#call};
 * called on the calling thread, must not block or throw. Pauses do not overlap.
 */
public interface PauseListener {

    /** The listener of the call that the current thread makes. */
    ScopedValue<PauseListener> CURRENT = ScopedValue.newInstance();

    /** Hears nothing. */
    PauseListener NONE = new PauseListener() {
        @Override
        public void paused() {}

        @Override
        public void resumed() {}
    };

    /** The call begins to wait. */
    void paused();

    /** The call goes on. */
    void resumed();

    /** The current call's listener, or one that hears nothing. */
    static PauseListener current() {
        return CURRENT.orElse(NONE);
    }
}
