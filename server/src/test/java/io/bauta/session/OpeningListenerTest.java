package io.bauta.session;

import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.routing.Switchboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What openings tell of their pool. */
class OpeningListenerTest {

  private record Found(List<Integer> held, int numbers, boolean lent) {}

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool = switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
  private final List<Found> found = new ArrayList<>();
  private final Sessions sessions =
      new Sessions(
          switchboard.sessionStore,
          switchboard.pools,
          session -> {},
          (of, numbers, held, lent, now) ->
              found.add(
                  new Found(
                      held.stream().map(Set<ProxyNumber>::size).toList(), numbers.size(), lent)),
          LastCalls.NONE,
          KnownHolders.NONE,
          new TimeOrderedIds());

  private void open() {
    sessions.open(Switchboard.request(pool), NOW);
  }

  @Test
  void eachOpeningTellsWhatItsPeopleHeldBefore() {
    open();
    open();
    assertThat(found)
        .containsExactly(new Found(List.of(0, 0), 2, true), new Found(List.of(1, 1), 2, true));
  }

  @Test
  void anOpeningThatFoundNoNumberTellsSo() {
    open();
    open();
    open();
    assertThat(found).hasSize(3).endsWith(new Found(List.of(2, 2), 2, false));
  }

  @Test
  void aRepeatedRequestIsNoOpening() {
    SessionRequest request =
        Switchboard.request(pool, new Lifetime.UntilClosed(), Optional.of("key"));
    sessions.open(request, NOW);
    sessions.open(request, NOW);
    assertThat(found).hasSize(1);
  }
}
