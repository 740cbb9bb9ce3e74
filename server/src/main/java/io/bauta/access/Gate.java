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
 * a key has the rights of its role and no other. So has a person who is logged in.
 *
 * <p>Answers from memory, in the time that a hash takes.
 */
public final class Gate {

  private static final String SCHEME = "Bearer ";

  private final Keys keys;
  private final KeyHash adminKey;
  private final boolean isAdminKeyChosen;
  private final int requestsPerSecond;
  private final Logins logins;
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
    this(keys, adminKey, isAdminKeyChosen, requestsPerSecond, new Logins(Duration.ZERO));
  }

  /**
   * A gate that these keys open, and these logins.
   *
   * @param requestsPerSecond how often a key may ask that has no rate of its own, and a person
   */
  public Gate(
      Keys keys, KeyHash adminKey, boolean isAdminKeyChosen, int requestsPerSecond, Logins logins) {
    this.logins = logins;
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
    return enter(Credentials.of(authorization), origin, right, extent, now);
  }

  /**
   * Whether somebody may do what demands {@code right}.
   *
   * @param origin where the request came from: what tells one sender from another
   */
  public Entry enter(
      Credentials credentials, String origin, Right right, Extent extent, Instant now) {
    Entry entry = enter(credentials, origin, now);
    if (!(entry instanceof Entry.Admitted(Caller caller, _))) {
      return entry;
    }
    if (!caller.has(right)) {
      return denied(new Denial.Forbidden(caller, right));
    }
    return extent == Extent.SERVER && !caller.scope().isAll()
        ? denied(new Denial.PoolRestricted())
        : entry;
  }

  /** The same for what demands no right but to be known. */
  public Entry enter(Optional<String> authorization, String origin, Instant now) {
    return enter(Credentials.of(authorization), origin, now);
  }

  /** The same for what demands no right but to be known. */
  public Entry enter(Credentials credentials, String origin, Instant now) {
    if (credentials.authorization().isEmpty() && credentials.login().isPresent()) {
      return withLogin(credentials.login().get(), credentials.isOwn(), origin, now);
    }
    Optional<String> presented = credentials.authorization().flatMap(Gate::bearer);
    if (presented.isEmpty()) {
      return denied(new Denial.Unauthorized(Denial.Reason.MISSING));
    }
    if (LoginToken.parse(presented.get()).isPresent()) {
      // Nobody but who has it can make a browser send this: it is no cookie.
      return withLogin(presented.get(), true, origin, now);
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
        Buckets.Taken taken = buckets.take(new Identity.Key(key.id()), rate, now);
        keys.used(key.id(), now);
        yield taken.allowed()
            ? new Entry.Admitted(Caller.of(key), Optional.of(taken.quota()))
            : denied(new Denial.RateLimited(taken.pause(), taken.quota()));
      }
    };
  }

  /** A right login is not kept waiting either, for the same reason. */
  private Entry withLogin(String text, boolean isOwn, String origin, Instant now) {
    Optional<Login> login = LoginToken.parse(text).flatMap(token -> logins.openedBy(token, now));
    if (login.isEmpty()) {
      return wrong(Denial.Reason.UNKNOWN, origin, now);
    }
    if (!isOwn) {
      return denied(new Denial.CrossSite());
    }
    Caller caller = Caller.of(login.get());
    Buckets.Taken taken = buckets.take(caller.identity(), requestsPerSecond, now);
    return taken.allowed()
        ? new Entry.Admitted(caller, Optional.of(taken.quota()))
        : denied(new Denial.RateLimited(taken.pause(), taken.quota()));
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
    return switch (caller.identity()) {
      case Identity.AdminKey() -> true;
      case Identity.Key(ApiKeyId id) ->
          keys.find(id)
              .filter(key -> key.stateAt(now) == ApiKey.State.ACTIVE)
              .filter(key -> Caller.of(key).roles().equals(caller.roles()))
              .filter(key -> key.scope().equals(caller.scope()))
              .isPresent();
      case Identity.Human(PersonId _, LoginId login) -> logins.find(login, now).isPresent();
    };
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
