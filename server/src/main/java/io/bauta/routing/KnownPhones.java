package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.session.Pin;
import io.bauta.session.SessionId;

/** Which code was entered last from a telephone, on a number whose pool remembers it. */
@FunctionalInterface
public interface KnownPhones {

  /** What came of looking. */
  sealed interface Found {

    /** It was this code, of a participant of this session, which may be over. */
    record Known(SessionId session, Pin code) implements Found {}

    /** None was entered. */
    record Unknown() implements Found {}

    /** The store did not answer in time. */
    record NoAnswer() implements Found {}
  }

  Found find(PhoneNumber dialed, PhoneNumber caller);
}
