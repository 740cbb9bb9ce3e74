package io.bauta.app;

import io.bauta.app.Config.TutorialPair;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PoolStore.RemoveOutcome;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.OrderChoice;
import io.bauta.session.SessionQuery;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the store hold the pair that the tutorial variables describe, and only that one: its pool,
 * its numbers in order, and its session. Run at each start, because the variables may have changed.
 */
final class TutorialPairs {

  private static final String POOL = "tutorial";

  private final Pools pools;
  private final Sessions sessions;
  private final TimeOrderedIds ids;

  TutorialPairs(Pools pools, Sessions sessions, TimeOrderedIds ids) {
    this.pools = pools;
    this.sessions = sessions;
    this.ids = ids;
  }

  /**
   * Brings the store in line with {@code pair}.
   *
   * @throws ConfigException when the store holds one of its numbers for something else
   */
  void establish(TutorialPair pair, Instant now) {
    Optional<NumberPool> before = pools.named(POOL);
    if (before.isPresent() && isEstablished(before.get(), pair, now)) {
      return;
    }
    before.ifPresent(pool -> clear(pool, now));
    OpenOutcome outcome = sessions.open(request(create(pair, now), pair), now);
    if (!(outcome instanceof OpenOutcome.Opened(MaskingSession session))
        || !isThePair(session, pair)) {
      throw new ConfigException(
          "FE, CUSTOMER, M1 and M2 make no session (%s): expected two people's numbers, and one or"
                  .formatted(outcome.getClass().getSimpleName())
              + " two others between them");
    }
  }

  private boolean isEstablished(NumberPool pool, TutorialPair pair, Instant now) {
    List<MaskingSession> open = openSessions(pool, now);
    return pool.carrierAccount().equals(pair.account())
        && open.size() == 1
        && isThePair(open.getFirst(), pair);
  }

  private void clear(NumberPool pool, Instant now) {
    openSessions(pool, now)
        .forEach(
            session ->
                sessions.close(
                    session.id(), new OrderChoice.All(), "tutorial variables changed", now));
    if (pools.delete(pool.id(), now) == RemoveOutcome.LENT) {
      throw new ConfigException(
          "the pool '%s' of this data directory still rests from its last pair: use --data with a"
                  .formatted(POOL)
              + " new directory");
    }
  }

  private NumberPool create(TutorialPair pair, Instant now) {
    NumberPool pool =
        new NumberPool(
            new PoolId(ids.next(now)),
            POOL,
            pair.account(),
            pair.firstDials().equals(pair.secondDials())
                ? PoolMode.PAIR_ONE_NUMBER
                : PoolMode.PAIR_TWO_NUMBERS,
            Selection.FIRST_FIT,
            CallPolicy.DEFAULT,
            // The pair is replaced at a restart, and the new one may reuse its numbers at once.
            Duration.ZERO,
            Duration.ZERO,
            now);
    pools.create(pool);
    setNumbers(pool, pair);
    return pool;
  }

  private List<MaskingSession> openSessions(NumberPool pool, Instant now) {
    return sessions.list(
        new SessionQuery(
            Optional.of(pool.id()),
            Optional.of(MaskingSession.State.OPEN),
            Optional.empty(),
            Optional.empty(),
            SessionQuery.LIMIT_MAX),
        now);
  }

  private static boolean isThePair(MaskingSession session, TutorialPair pair) {
    var first = session.participants().get(0);
    var second = session.participants().get(1);
    return first.realNumber().equals(pair.first())
        && second.realNumber().equals(pair.second())
        && first.dials().equals(pair.firstDials())
        && second.dials().equals(pair.secondDials());
  }

  /** In the pair's order, so that first fit lends M1 to FE. */
  private void setNumbers(NumberPool pool, TutorialPair pair) {
    List<ProxyNumber> numbers =
        Stream.of(pair.firstDials(), pair.secondDials()).distinct().toList();
    if (pools.addNumbers(pool.id(), numbers).contains(AddOutcome.IN_ANOTHER_POOL)) {
      throw new ConfigException(
          "M1 or M2 is in another pool of this data directory: use other numbers, or --data with a"
              + " new directory");
    }
  }

  private static SessionRequest request(NumberPool pool, TutorialPair pair) {
    return new SessionRequest(
        pool,
        List.of(new Person("FE", pair.first()), new Person("CUSTOMER", pair.second())),
        new Lifetime.UntilClosed(),
        Optional.of(POOL),
        Map.of(),
        Optional.empty());
  }
}
