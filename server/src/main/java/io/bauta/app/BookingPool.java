package io.bauta.app;

import io.bauta.api.BookingsApi;
import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The pool behind the booking API: made when it is not there. */
final class BookingPool {

  private BookingPool() {}

  /**
   * Sees to it that the pool is there.
   *
   * @throws ConfigException when a pool of its name is something else
   */
  static void establish(String account, Pools pools, TimeOrderedIds ids, Instant now) {
    Optional<NumberPool> before = pools.named(BookingsApi.POOL);
    if (before.isEmpty()) {
      pools.create(
          new NumberPool(
              new PoolId(ids.next(now)),
              BookingsApi.POOL,
              account,
              PoolMode.PAIR_ONE_NUMBER,
              Selection.FIRST_FIT,
              CallPolicy.DEFAULT,
              NumberPool.COOL_OFF_DEFAULT,
              Duration.ZERO,
              now.truncatedTo(ChronoUnit.MILLIS)));
    } else if (!before.get().carrierAccount().equals(account)
        || before.get().mode() != PoolMode.PAIR_ONE_NUMBER) {
      throw new ConfigException(
          "bookings.carrier-account: the pool '%s' is of account %s and mode %s: expected %s and"
                  .formatted(
                      BookingsApi.POOL, before.get().carrierAccount(), before.get().mode(), account)
              + " PAIR_ONE_NUMBER");
    }
  }
}
