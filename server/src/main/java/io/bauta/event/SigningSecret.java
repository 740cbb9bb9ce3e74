package io.bauta.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A secret with which events are signed, {@code whsec_…}. It prints as nothing.
 *
 * @param until until when; empty for the one that holds now
 */
public record SigningSecret(String reveal, Optional<Instant> until) {

  boolean holdsAt(Instant now) {
    return until.filter(end -> !end.isAfter(now)).isEmpty();
  }

  SigningSecret endingAt(Instant end) {
    return new SigningSecret(reveal, Optional.of(end));
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
