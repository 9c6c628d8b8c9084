package org.openstrawberry.llm.http;

import java.util.function.UnaryOperator;

/** Changes the body of a request before it is sent, where a server does not take what langchain4j writes. */
@FunctionalInterface
public interface RequestEdit extends UnaryOperator<String> {

    /** Leaves it as it is. */
    RequestEdit NONE = body -> body;
}
