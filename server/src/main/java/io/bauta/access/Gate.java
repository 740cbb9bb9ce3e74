package io.bauta.access;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets requests to the API in, or not. Closed by default: without a right key there is nothing, and
 * a key has the rights of its role and no other.
 *
 * <p>Answers from memory, in the time that a hash takes.
 */
public final class Gate {

  private static final String SCHEME = "Bearer ";

  private final Keys keys;
  private final KeyHash adminKey;
  private final boolean isAdminKeyChosen;
  private final int requestsPerSecond;
  private final Attempts attempts = new Attempts();
  private final Buckets buckets = new Buckets();
  private final Map<Denial.Reason, LongAdder> denied = new ConcurrentHashMap<>();

  /**
   * A gate that these keys open.
   *
   * @param adminKey the one of the configuration: nothing that is done here can shut it out
   * @param isAdminKeyChosen whether a person may have thought it up, so that it can be guessed
   * @param requestsPerSecond how often a key may ask that has no rate of its own
   */
  public Gate(Keys keys, KeyHash adminKey, boolean isAdminKeyChosen, int requestsPerSecond) {
    this.keys = keys;
    this.adminKey = adminKey;
    this.isAdminKeyChosen = isAdminKeyChosen;
    this.requestsPerSecond = requestsPerSecond;
  }

  /**
   * Whether somebody may do what demands {@code right}.
   *
   * @param authorization the header of that name
   * @param origin where the request came from: what tells one sender from another
   */
  public Entry enter(
      Optional<String> authorization, String origin, Right right, Extent extent, Instant now) {
    Entry entry = enter(authorization, origin, now);
    if (!(entry instanceof Entry.Admitted(Caller caller, _))) {
      return entry;
    }
    if (!caller.role().has(right)) {
      return denied(new Denial.Forbidden(caller, right));
    }
    return extent == Extent.SERVER && !caller.scope().isAll()
        ? denied(new Denial.PoolRestricted())
        : entry;
  }

  /** The same for what demands no right but to be known. */
  public Entry enter(Optional<String> authorization, String origin, Instant now) {
    Optional<String> presented = authorization.flatMap(Gate::bearer);
    if (presented.isEmpty()) {
      return denied(new Denial.Unauthorized(Denial.Reason.MISSING));
    }
    Optional<ApiKey> key = KeyText.parse(presented.get()).flatMap(text -> keys.openedBy(text, now));
    return key.map(opened -> withKey(opened, origin, now))
        .orElseGet(() -> asAdmin(presented.get(), origin, now));
  }

  private static Optional<String> bearer(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()).strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /** A right key is never kept waiting for others' wrong ones: it has too many bits to be found. */
  private Entry withKey(ApiKey key, String origin, Instant now) {
    return switch (key.stateAt(now)) {
      case REVOKED -> wrong(Denial.Reason.REVOKED, origin, now);
      case EXPIRED -> wrong(Denial.Reason.EXPIRED, origin, now);
      case ACTIVE -> {
        int rate = key.requestsPerSecond().orElse(requestsPerSecond);
        Buckets.Taken taken = buckets.take(key.id(), rate, now);
        keys.used(key.id(), now);
        yield taken.allowed()
            ? new Entry.Admitted(Caller.of(key), Optional.of(taken.quota()))
            : denied(new Denial.RateLimited(taken.pause(), taken.quota()));
      }
    };
  }

  /** One that somebody chose may be found by trying, so that from there it has to wait as well. */
  private Entry asAdmin(String presented, String origin, Instant now) {
    boolean waits = isAdminKeyChosen && attempts.pause(origin, now).isPresent();
    if (!waits && adminKey.matches(KeyHash.of(presented))) {
      return new Entry.Admitted(Caller.ADMIN, Optional.empty());
    }
    return wrong(Denial.Reason.UNKNOWN, origin, now);
  }

  private Entry wrong(Denial.Reason reason, String origin, Instant now) {
    Optional<Duration> pause = attempts.pause(origin, now);
    if (pause.isPresent()) {
      return denied(new Denial.TooManyAttempts(pause.get()));
    }
    attempts.failed(origin, now);
    return denied(new Denial.Unauthorized(reason));
  }

  private Entry denied(Denial why) {
    denied.computeIfAbsent(why.reason(), _ -> new LongAdder()).increment();
    return new Entry.Denied(why);
  }

  /** Whether {@code caller} would be let in with the same rights now: for answers that go on. */
  public boolean stillAdmits(Caller caller, Instant now) {
    return caller
        .key()
        .map(
            id ->
                keys.find(id)
                    .filter(key -> key.stateAt(now) == ApiKey.State.ACTIVE)
                    .filter(key -> key.role() == caller.role())
                    .filter(key -> key.scope().equals(caller.scope()))
                    .isPresent())
        .orElse(true);
  }

  /** How many requests were refused since the start, by why. */
  public Map<Denial.Reason, Long> denials() {
    Map<Denial.Reason, Long> counts = new EnumMap<>(Denial.Reason.class);
    for (Denial.Reason reason : Denial.Reason.values()) {
      counts.put(reason, 0L);
    }
    denied.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }
}
