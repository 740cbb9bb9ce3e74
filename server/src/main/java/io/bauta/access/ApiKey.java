package io.bauta.access;

import io.bauta.pool.PoolScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A key of the API, without its secret.
 *
 * @param scope to which pools it is limited
 * @param requestsPerSecond how often it may ask; empty for what the configuration says
 * @param secret what it must match
 * @param previous what it was before, while that still holds
 * @param lastUsedAt to the minute
 * @param revokedAt from when on it opens nothing
 */
public record ApiKey(
    ApiKeyId id,
    String name,
    Role role,
    PoolScope scope,
    Optional<Integer> requestsPerSecond,
    KeyHash secret,
    Optional<Previous> previous,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {

  /** The most characters of a name. */
  public static final int NAME_LENGTH_MAX = 80;

  /** Pools that a key may be limited to. */
  public static final int POOLS_MAX = 100;

  public static final int REQUESTS_PER_SECOND_MAX = 100_000;

  /** How long a secret holds that was replaced, where nobody says. */
  public static final Duration OVERLAP_DEFAULT = Duration.ofDays(1);

  public static final Duration OVERLAP_MAX = Duration.ofDays(7);

  /** A secret that was replaced, and until when it holds. */
  public record Previous(KeyHash secret, Instant until) {}

  /** Whether it opens anything. */
  public enum State {
    ACTIVE,
    EXPIRED,
    REVOKED
  }

  public State stateAt(Instant now) {
    if (revokedAt.isPresent()) {
      return State.REVOKED;
    }
    return expiresAt.filter(end -> !end.isAfter(now)).isPresent() ? State.EXPIRED : State.ACTIVE;
  }

  /** Whether {@code presented} is its secret at {@code now}, or the one before that still holds. */
  boolean isOpenedBy(KeyHash presented, Instant now) {
    boolean isPresent = secret.matches(presented);
    boolean isPrevious =
        previous.isPresent()
            && previous.get().secret().matches(presented)
            && previous.get().until().isAfter(now);
    return isPresent || isPrevious;
  }

  /** With another secret; the one that it has holds until {@code end}. */
  public ApiKey withSecret(KeyHash other, Instant end) {
    return new ApiKey(
        id,
        name,
        role,
        scope,
        requestsPerSecond,
        other,
        Optional.of(new Previous(secret, end)),
        createdAt,
        expiresAt,
        lastUsedAt,
        revokedAt);
  }

  /** Opening nothing from {@code now} on. */
  ApiKey revoked(Instant now) {
    return new ApiKey(
        id,
        name,
        role,
        scope,
        requestsPerSecond,
        secret,
        Optional.empty(),
        createdAt,
        expiresAt,
        lastUsedAt,
        Optional.of(now));
  }

  /** As it is after it was last used at {@code at}. */
  ApiKey usedAt(Instant at) {
    return new ApiKey(
        id,
        name,
        role,
        scope,
        requestsPerSecond,
        secret,
        previous,
        createdAt,
        expiresAt,
        Optional.of(at),
        revokedAt);
  }
}
