package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.Line;
import io.bauta.speech.Words;
import java.time.Instant;
import java.util.Optional;

/**
 * The platform, asked about one call whose caller holds nothing on the number dialled. However
 * often the question of that call comes, the platform is asked once.
 */
@FunctionalInterface
public interface Desk {

  /** Nobody is there to be asked. */
  Desk NOBODY = (line, call, now) -> new Answer.Silence("there is nobody to be asked");

  /** What the platform says is to be done. What it may say is for the router to know. */
  sealed interface Answer {

    /**
     * The caller is refused.
     *
     * @param announcement what they hear; empty leaves that to the pool
     */
    record Refused(Optional<Words> announcement) implements Answer {}

    /** Somebody is to be rung, outside any session. */
    record Connected(PhoneNumber to) implements Answer {}

    /** A session was opened that the call is of. */
    record Opened() implements Answer {}

    /** The caller is to enter a code. */
    record Challenged() implements Answer {}

    /** The pool's support is to answer. */
    record Forwarded() implements Answer {}

    /**
     * Nothing came that can be followed.
     *
     * @param why in words, without anything that was sent
     */
    record Silence(String why) implements Answer {}
  }

  /** What is to be done with {@code call} on {@code line}. Takes as long as the platform may. */
  Answer ask(Line line, IncomingCall call, Instant now);
}
