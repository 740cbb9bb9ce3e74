package io.bauta.delivery;

import io.bauta.event.Endpoint;
import io.bauta.event.Event;
import java.time.Duration;
import java.util.Optional;

/** Sends events to endpoints, signed. */
@FunctionalInterface
public interface EventSender {

  /** What an endpoint made of an event. */
  sealed interface Verdict {

    /** It is the endpoint's now. */
    record Accepted(int status) implements Verdict {}

    /**
     * It is not.
     *
     * @param status of the reply; empty when there was none
     * @param cause why, in a few words of ours
     * @param retryAfter how long the endpoint asks us to wait
     */
    record Failed(Optional<Integer> status, String cause, Optional<Duration> retryAfter)
        implements Verdict {}

    /** The endpoint says that it will never take any more. */
    record Gone(int status) implements Verdict {}
  }

  /** Sends once, within a time that is bounded. Whatever goes wrong is an outcome. */
  Verdict send(Endpoint endpoint, Event event) throws InterruptedException;
}
