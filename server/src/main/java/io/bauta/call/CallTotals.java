package io.bauta.call;

import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.routing.RoutingDecision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts calls.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception.
 */
public interface CallTotals {

  /**
   * The calls of one pool at one carrier account.
   *
   * @param pool empty for calls on numbers of no pool
   * @param statuses how many have each status; none that no call has
   * @param putThrough how many were decided to be connected
   * @param refusals how many were refused, by reason
   * @param measured how many of the answered ones it is known of for how long people talked
   * @param talked how long in all
   */
  record Total(
      Optional<PoolId> pool,
      String carrierAccount,
      Map<CallStatus, Long> statuses,
      long putThrough,
      Map<Reason, Long> refusals,
      long measured,
      Duration talked) {

    public Total {
      statuses = Map.copyOf(statuses);
      refusals = Map.copyOf(refusals);
    }

    /** All calls. */
    public long calls() {
      return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By status alone: in a domain room no bare long is printed, because it might be a number. */
    @Override
    public String toString() {
      return "Total[%s, %s, %s]".formatted(pool, carrierAccount, statuses);
    }

    /** Those in which people talked. */
    public long answered() {
      return statuses.getOrDefault(CallStatus.COMPLETED, 0L)
          + statuses.getOrDefault(CallStatus.IN_PROGRESS, 0L);
    }
  }

  /** Of calls received from {@code since} on and before {@code until}, in no order. */
  default List<Total> of(
      Instant since, Instant until, Optional<PoolId> pool, Optional<String> carrierAccount) {
    return of(since, until, pool, carrierAccount, PoolScope.all());
  }

  /** The same of calls of pools in {@code scope}. */
  List<Total> of(
      Instant since,
      Instant until,
      Optional<PoolId> pool,
      Optional<String> carrierAccount,
      PoolScope scope);
}
