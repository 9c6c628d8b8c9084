package org.openstrawberry.llm;

/** A model that answers. Safe for use by many threads at once; a call blocks, so it belongs on a virtual thread. */
@FunctionalInterface
public interface LanguageModel {

    /**
     * Asks the model and waits for the whole reply, trying again where that can help and costs nothing. Interrupting the thread ends the
     * call at once.
     *
     * @throws ModelCallException if there is no reply; its code says why
     */
    ModelReply call(ModelCall call);
}
