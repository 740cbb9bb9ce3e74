package io.bauta.app;

import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PooledNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which states of a pool's numbers must change so that they agree with what their carrier lists.
 *
 * <p>A state that people set, draining or retired, is left: they may know more. And when by the
 * list no number would be left to lend of a pool that had some, the states that it had are left:
 * the list is then more likely to be wrong than all of the pool.
 *
 * @param changes what must change
 * @param unlisted numbers of the pool that the carrier does not list
 * @param leftAlone whether the second rule held something back
 */
record StateAgreement(List<Change> changes, List<ProxyNumber> unlisted, boolean leftAlone) {

  /** A state that must change. */
  record Change(ProxyNumber number, NumberState from, NumberState to) {}

  StateAgreement {
    changes = List.copyOf(changes);
    unlisted = List.copyOf(unlisted);
  }

  /**
   * What must change in a pool.
   *
   * @param members its numbers
   * @param before those of them that were there before the import
   * @param listed everything that the carrier lists
   */
  static StateAgreement of(
      List<PooledNumber> members, Set<ProxyNumber> before, List<CarrierNumber> listed) {
    Map<ProxyNumber, NumberState> said = new HashMap<>();
    listed.forEach(number -> said.put(number.number(), state(number.health())));
    List<Change> changes = new ArrayList<>();
    List<ProxyNumber> unlisted = new ArrayList<>();
    for (PooledNumber member : members) {
      Optional<NumberState> wanted = Optional.ofNullable(said.get(member.number()));
      if (wanted.isEmpty()) {
        unlisted.add(member.number());
      }
      wanted
          .filter(state -> member.state().isOfTheCarrier() && state != member.state())
          .ifPresent(state -> changes.add(new Change(member.number(), member.state(), state)));
    }
    Predicate<Change> old = change -> before.contains(change.number());
    boolean endsLending = endsLending(members, before, changes);
    return new StateAgreement(
        changes.stream().filter(change -> !endsLending || !old.test(change)).toList(),
        unlisted,
        endsLending && changes.stream().anyMatch(old));
  }

  private static boolean endsLending(
      List<PooledNumber> members, Set<ProxyNumber> before, List<Change> changes) {
    Map<ProxyNumber, NumberState> after = new HashMap<>();
    members.forEach(member -> after.put(member.number(), member.state()));
    changes.forEach(change -> after.put(change.number(), change.to()));
    return members.stream().anyMatch(m -> before.contains(m.number()) && m.state().isLent())
        && after.values().stream().noneMatch(NumberState::isLent);
  }

  private static NumberState state(NumberHealth health) {
    return switch (health) {
      case ACTIVE -> NumberState.ACTIVE;
      case UNHEALTHY -> NumberState.UNHEALTHY;
      case EXPIRING -> NumberState.EXPIRING;
      case INACTIVE -> NumberState.INACTIVE;
    };
  }
}
