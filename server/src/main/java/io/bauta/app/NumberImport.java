package io.bauta.app;

import io.bauta.api.PoolsApi;
import io.bauta.app.ServerPool.Added;
import io.bauta.app.ServerPool.Rejected;
import io.bauta.app.StateAgreement.Change;
import io.bauta.carrier.CarrierNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PooledNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of importing a carrier's numbers into a pool.
 *
 * @param added how many were registered
 * @param rejected those that the server did not take
 * @param states how the states of the pool's numbers were made to agree with the carrier's list
 */
record NumberImport(int added, List<Rejected> rejected, StateAgreement states) {

  NumberImport {
    rejected = List.copyOf(rejected);
  }

  /**
   * Imports {@code wanted} into {@code pool}.
   *
   * @param listed everything that the carrier lists
   */
  static NumberImport run(ServerPool pool, List<CarrierNumber> wanted, List<CarrierNumber> listed)
      throws InterruptedException {
    Set<ProxyNumber> before =
        pool.numbers().stream().map(PooledNumber::number).collect(Collectors.toSet());
    Added added = add(pool, wanted);
    StateAgreement states = StateAgreement.of(pool.numbers(), before, listed);
    for (Change change : states.changes()) {
      pool.set(change.number(), change.to());
    }
    return new NumberImport(added.count(), added.rejected(), states);
  }

  /** Those that work come first: another can be lent for as long as it takes to set its state. */
  private static Added add(ServerPool pool, List<CarrierNumber> wanted)
      throws InterruptedException {
    List<ProxyNumber> numbers =
        wanted.stream()
            .sorted(Comparator.comparing(CarrierNumber::health))
            .map(CarrierNumber::number)
            .toList();
    int count = 0;
    List<Rejected> rejected = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += PoolsApi.NUMBERS_PER_REQUEST_MAX) {
      int end = Math.min(numbers.size(), i + PoolsApi.NUMBERS_PER_REQUEST_MAX);
      try {
        Added more = pool.add(numbers.subList(i, end));
        count += more.count();
        rejected.addAll(more.rejected());
      } catch (CommandException failed) {
        throw new CommandException(
            "%s (%d numbers were imported before that; run it again to go on)"
                .formatted(failed.getMessage(), count));
      }
    }
    return new Added(count, rejected);
  }

  /** Whether all that was asked for is so now, by this run or before. */
  boolean isWhole() {
    return !states.leftAlone() && rejected.stream().allMatch(Rejected::isRegistered);
  }
}
