package org.openstrawberry.messaging.commit;

/** Something was still failing for a passing reason when its retries were stopped. It may or may not have happened. */
public final class RetryStoppedException extends RuntimeException {

    RetryStoppedException(String name, Throwable lastFailure) {
        super(name + " was stopped while it was being retried", lastFailure);
    }
}
