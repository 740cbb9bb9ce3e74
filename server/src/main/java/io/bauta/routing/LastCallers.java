package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.session.SessionId;

/** Who called the protected party of a session last: the party's own calls go there. */
@FunctionalInterface
public interface LastCallers {

  /** What came of looking. */
  sealed interface Found {

    record Caller(PhoneNumber number) implements Found {}

    /** Nobody who showed their number was connected yet. */
    record Nobody() implements Found {}

    /** The store did not answer in time. */
    record NoAnswer() implements Found {}
  }

  Found find(SessionId session);
}
