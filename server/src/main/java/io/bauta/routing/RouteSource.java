package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;

/** Where a route is looked up that the index does not have yet: the store, behind a deadline. */
@FunctionalInterface
public interface RouteSource {

  /** What came of looking. */
  sealed interface Found {

    /** The session that holds the pair, or was the last to: it may rest, or be long over. */
    record Holder(MaskingSession session) implements Found {}

    /** Nobody holds it or ever did: that is certain. */
    record Nobody() implements Found {}

    /** The store did not answer in time. Nothing is certain, so nobody is connected. */
    record NoAnswer() implements Found {}
  }

  Found find(PhoneNumber dialed, Holder holder);
}
