package org.openstrawberry.llm;

import java.util.Optional;

/** Named settings as they stand in the environment or a {@code .env} file, keys and addresses of providers. */
@FunctionalInterface
public interface Variables {

    /** The value; empty if it is not set or blank. */
    Optional<String> get(String name);
}
