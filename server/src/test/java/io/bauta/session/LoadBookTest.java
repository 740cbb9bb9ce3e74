package io.bauta.session;

import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.PoolId;
import io.bauta.session.LoadBook.Choice;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

final class LoadBookTest {

  private static final PoolId POOL = new PoolId(new UUID(7, 1));
  private static final Allocation.Lent BOTH = new Allocation.Lent(M1, M2);
  private static final Allocation.Exhausted NONE =
      new Allocation.Exhausted(2, List.of(0, 0), List.of(Map.of(), Map.of()));

  /** Both numbers, as long as the first has room. */
  private static final Function<ToIntFunction<ProxyNumber>, Allocation> IF_ROOM =
      room -> room.applyAsInt(M1) >= 1 ? BOTH : NONE;

  private final Map<ProxyNumber, Integer> loads = new HashMap<>();
  private int counts;
  private final LoadBook book =
      new LoadBook(
          (pool, now) -> {
            counts++;
            return Map.copyOf(loads);
          });

  private Choice choose(Instant now, Function<ToIntFunction<ProxyNumber>, Allocation> allocation) {
    return book.choose(POOL, 1, List.of(1, 1), now, allocation);
  }

  @Test
  void whoeverFindsNothingForAnotherReasonKnowsItAtOnceAndCountsNothing() {
    assertThat(choose(NOW, room -> BOTH)).isInstanceOf(Choice.Chosen.class);
    assertThat(choose(NOW.plusSeconds(30), room -> NONE)).isEqualTo(new Choice.None(NONE, true));
    assertThat(counts).isOne();
  }

  @Test
  void whatIsBeingStoredMayLeaveRoom() {
    Choice.Chosen first = (Choice.Chosen) choose(NOW, IF_ROOM);
    assertThat(choose(NOW, IF_ROOM)).isEqualTo(new Choice.None(NONE, false));
    book.settle(POOL, first.taken(), false);
    assertThat(choose(NOW, IF_ROOM)).isInstanceOf(Choice.Chosen.class);
  }

  @Test
  void whatWasStoredLeavesNone() {
    Choice.Chosen first = (Choice.Chosen) choose(NOW, IF_ROOM);
    book.settle(POOL, first.taken(), true);
    assertThat(choose(NOW, IF_ROOM)).isEqualTo(new Choice.None(NONE, true));
  }

  @Test
  void nobodyIsRefusedByAnOldCount() {
    loads.put(M1, 1);
    assertThat(choose(NOW, IF_ROOM)).isEqualTo(new Choice.None(NONE, true));
    loads.clear();
    assertThat(choose(NOW, IF_ROOM)).isEqualTo(new Choice.None(NONE, true));
    assertThat(choose(NOW.plusSeconds(2), IF_ROOM)).isInstanceOf(Choice.Chosen.class);
  }
}
