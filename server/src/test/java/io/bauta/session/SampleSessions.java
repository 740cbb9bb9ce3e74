package io.bauta.session;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore;
import io.bauta.pool.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Pools, numbers and sessions for tests. Real numbers are of the range that nobody is given. */
public final class SampleSessions {

  public static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
  public static final Duration TTL = Duration.ofHours(2);
  public static final Duration REST = Duration.ofHours(24);

  private static final long FIRST_PROXY = 1_206_555_0100L;
  private static final long FIRST_PERSON = 44_7700_900_000L;

  private SampleSessions() {}

  /** The n-th person's own number. */
  public static PhoneNumber person(int n) {
    return new PhoneNumber(FIRST_PERSON + n);
  }

  /** The n-th number of ours. */
  public static ProxyNumber proxy(int n) {
    return new ProxyNumber(FIRST_PROXY + n);
  }

  /** An identifier as of {@code at}, whatever was made before. */
  public static UUID id(Instant at) {
    return new TimeOrderedIds().next(at);
  }

  public static NumberPool pool(String name) {
    return new NumberPool(
        new PoolId(id(NOW)),
        name,
        "acme-in",
        PoolMode.PAIR_TWO_NUMBERS,
        Selection.FIRST_FIT,
        CallPolicy.DEFAULT,
        REST,
        Duration.ZERO,
        NOW);
  }

  /** A stored pool that has {@link #proxy} 0 to {@code numbers - 1}. */
  public static NumberPool storedPool(PoolStore pools, int numbers) {
    NumberPool pool = pool("rides");
    pools.create(pool);
    pools.addNumbers(
        pool.id(), IntStream.range(0, numbers).mapToObj(SampleSessions::proxy).toList());
    return pool;
  }

  public static Participant participant(int person, int proxy) {
    return new Participant(new ParticipantId(id(NOW)), "p" + person, person(person), proxy(proxy));
  }

  /** Opened at {@link #NOW}: ends after {@link #TTL}, then rests for {@link #REST}. */
  public static MaskingSession session(NumberPool pool, Participant first, Participant second) {
    return openedAt(NOW, pool, first, second);
  }

  public static MaskingSession openedAt(
      Instant openedAt, NumberPool pool, Participant first, Participant second) {
    return new MaskingSession(
        new SessionId(id(openedAt)),
        pool.id(),
        Optional.of("booking-1"),
        Map.of("city", "Pune", "quote", "\"{1}\""),
        new Lifetime.Ttl(TTL),
        openedAt,
        Optional.of(openedAt.plus(TTL)),
        Optional.empty(),
        Optional.of(openedAt.plus(TTL).plus(REST)),
        List.of(first, second));
  }

  /** The same session with other times. */
  public static MaskingSession with(
      MaskingSession session,
      Optional<Instant> expiresAt,
      Optional<MaskingSession.Closing> closing,
      Optional<Instant> restsUntil) {
    return new MaskingSession(
        session.id(),
        session.pool(),
        session.reference(),
        session.metadata(),
        session.lifetime(),
        session.openedAt(),
        expiresAt,
        closing,
        session.graceUntil(),
        restsUntil,
        session.mode(),
        session.participants());
  }

  /** The same session, closed at {@code at} and at rest for {@link #REST} from then. */
  public static MaskingSession closed(MaskingSession session, Instant at) {
    return with(
        session,
        session.expiresAt(),
        Optional.of(new MaskingSession.Closing(at, "done")),
        Optional.of(at.plus(REST)));
  }

  /** The same session without an end. */
  public static MaskingSession endless(MaskingSession session) {
    return new MaskingSession(
        session.id(),
        session.pool(),
        Optional.empty(),
        Map.of(),
        new Lifetime.UntilClosed(),
        session.openedAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        session.mode(),
        session.participants());
  }
}
