package io.bauta.rules;

import java.util.Optional;

/**
 * What one session says instead of its pool. Whom nobody may ring, the pool alone says.
 *
 * @param limits those of a session; what a caller or the whole pool may have is not among them
 */
public record SessionRules(
    Optional<Callers> callers,
    Optional<Hours> hours,
    CallLimits limits,
    Optional<String> notice,
    Optional<Recording> recording) {

  /** Of a session that leaves everything to its pool. */
  public static final SessionRules NONE =
      new SessionRules(
          Optional.empty(), Optional.empty(), CallLimits.NONE, Optional.empty(), Optional.empty());

  public SessionRules {
    if (limits.atOnceInPool().isPresent() || limits.byCallerInHour().isPresent()) {
      throw new IllegalArgumentException("a session does not rule over its pool");
    }
  }

  /** Whether it says nothing. */
  public boolean isSilent() {
    return equals(NONE);
  }
}
