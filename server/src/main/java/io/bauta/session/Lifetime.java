package io.bauta.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a session was asked to last. */
public sealed interface Lifetime {

  Duration TTL_MIN = Duration.ofSeconds(1);
  Duration TTL_MAX = Duration.ofDays(3660);

  /** From its opening, for this long. */
  record Ttl(Duration length) implements Lifetime {}

  /**
   * From its opening or its last call, whichever is later, for this long.
   *
   * @param latest beyond which no call moves its end; empty when there is no such instant
   */
  record FromLastCall(Duration length, Optional<Instant> latest) implements Lifetime {

    /** When a session ends whose lifetime runs from {@code at}. */
    public Instant end(Instant at) {
      Instant end = at.plus(length);
      return latest.filter(end::isAfter).orElse(end);
    }
  }

  /** Until this instant. */
  record Until(Instant end) implements Lifetime {}

  /** Until somebody closes it. */
  record UntilClosed() implements Lifetime {}

  /** When a session opened at {@code openedAt} ends by itself; empty when it does not. */
  default Optional<Instant> endFrom(Instant openedAt) {
    return switch (this) {
      case Ttl(Duration length) -> Optional.of(openedAt.plus(length));
      case FromLastCall moving -> Optional.of(moving.end(openedAt));
      case Until(Instant end) -> Optional.of(end);
      case UntilClosed() -> Optional.empty();
    };
  }
}
