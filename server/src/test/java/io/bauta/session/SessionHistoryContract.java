package io.bauta.session;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.closed;
import static io.bauta.session.SampleSessions.endless;
import static io.bauta.session.SampleSessions.openedAt;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.pool;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} tells of a pool's past and present, for a plan of its size. */
public interface SessionHistoryContract {

  SessionStore sessions();

  PoolStore pools();

  private void insert(MaskingSession session) {
    assertThat(sessions().insert(session, Optional.empty(), session.openedAt()))
        .isEqualTo(new SessionStore.InsertOutcome.Inserted());
  }

  private List<Opening> openings(NumberPool pool, Instant since, int limit) {
    return sessions().openings(pool.id(), since, limit);
  }

  @Test
  default void openingsComeNewestFirstFromAnInstantOn() {
    NumberPool pool = storedPool(pools(), 4);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    insert(openedAt(NOW.plusSeconds(1), pool, participant(3, 0), participant(4, 1)));
    insert(openedAt(NOW.plusSeconds(2), pool, participant(5, 0), participant(6, 1)));

    assertThat(openings(pool, NOW.plusSeconds(1), 10))
        .extracting(Opening::openedAt)
        .containsExactly(NOW.plusSeconds(2), NOW.plusSeconds(1));
    assertThat(openings(pool, NOW, 10)).hasSize(3);
    assertThat(openings(pool, NOW, 2))
        .extracting(Opening::openedAt)
        .containsExactly(NOW.plusSeconds(2), NOW.plusSeconds(1));
  }

  @Test
  default void anOpeningKnowsItsEnd() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession closing = session(pool, participant(1, 0), participant(2, 1));
    insert(closing);
    sessions().updateEnd(closed(closing, NOW.plusSeconds(30)), NOW);
    insert(openedAt(NOW.plusSeconds(1), pool, participant(3, 0), participant(4, 1)));
    insert(endless(openedAt(NOW.plusSeconds(2), pool, participant(5, 0), participant(6, 1))));

    assertThat(openings(pool, NOW, 10))
        .extracting(Opening::endsAt)
        .containsExactly(
            Optional.empty(),
            Optional.of(NOW.plusSeconds(1).plus(TTL)),
            Optional.of(NOW.plusSeconds(30)));
  }

  @Test
  default void anOpeningTellsPeopleApartOnWhicheverSideTheyAre() {
    NumberPool pool = storedPool(pools(), 4);
    insert(session(pool, participant(1, 0), participant(2, 0)));
    insert(openedAt(NOW.plusSeconds(1), pool, participant(1, 1), participant(3, 0)));
    insert(openedAt(NOW.plusSeconds(2), pool, participant(3, 1), participant(1, 2)));

    List<Opening> openings = openings(pool, NOW, 10).reversed();

    int one = openings.get(0).first();
    int three = openings.get(1).second();
    assertThat(openings.get(1).first()).isEqualTo(one);
    assertThat(openings.get(2).second()).isEqualTo(one);
    assertThat(openings.get(2).first()).isEqualTo(three);
    assertThat(List.of(one, openings.get(0).second(), three)).doesNotHaveDuplicates();
  }

  @Test
  default void openingsOfOtherPoolsAreNotTold() {
    NumberPool pool = storedPool(pools(), 2);
    NumberPool other = pool("other");
    pools().create(other);
    pools().addNumbers(other.id(), List.of(proxy(8), proxy(9)));
    insert(session(other, participant(1, 8), participant(2, 9)));

    assertThat(openings(pool, NOW, 10)).isEmpty();
    assertThat(sessions().holdings(pool.id(), NOW, 10)).isEmpty();
    assertThat(sessions().holdings(other.id(), NOW, 10)).containsExactly(new Holding(1, 1, 2));
  }

  @Test
  default void anOpeningIsToldAlsoWhenItsPairsAreLentAgain() {
    NumberPool pool = storedPool(pools(), 2);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    Instant rested = NOW.plus(TTL).plus(REST);
    insert(openedAt(rested, pool, participant(1, 0), participant(2, 1)));

    assertThat(openings(pool, NOW, 10)).hasSize(2);
    assertThat(sessions().holdings(pool.id(), rested, 10)).containsExactly(new Holding(1, 1, 2));
  }

  @Test
  default void peopleAreCountedByWhatTheyHold() {
    NumberPool pool = storedPool(pools(), 4);
    insert(session(pool, participant(1, 0), participant(2, 0)));
    insert(session(pool, participant(1, 1), participant(3, 0)));
    insert(session(pool, participant(4, 3), participant(1, 2)));

    assertThat(sessions().holdings(pool.id(), NOW, 10))
        .containsExactlyInAnyOrder(new Holding(3, 3, 1), new Holding(1, 1, 3));
  }

  @Test
  default void aPairThatRestsIsHeldUntilItHasRested() {
    NumberPool pool = storedPool(pools(), 2);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    Duration held = TTL.plus(REST);

    assertThat(sessions().holdings(pool.id(), NOW.plus(held).minusMillis(1), 10)).hasSize(1);
    assertThat(sessions().holdings(pool.id(), NOW.plus(held), 10)).isEmpty();
  }

  @Test
  default void numbersThatAreNotLentAnyMoreAreCountedApart() {
    for (NumberState state : NumberState.values()) {
      NumberPool pool = pool(state.toString());
      int number = 2 * state.ordinal();
      pools().create(pool);
      pools().addNumbers(pool.id(), List.of(proxy(number), proxy(number + 1)));
      insert(session(pool, participant(1, number), participant(2, number)));
      insert(session(pool, participant(1, number + 1), participant(3, number)));
      pools().setState(pool.id(), proxy(number), state);

      int lent = state.isLent() ? 1 : 0;
      assertThat(sessions().holdings(pool.id(), NOW, 10))
          .as(state.toString())
          .containsExactlyInAnyOrder(new Holding(2, lent + 1, 1), new Holding(1, lent, 2));
    }
  }

  @Test
  default void noMoreBindingsAreLookedAtThanAsked() {
    NumberPool pool = storedPool(pools(), 4);
    insert(session(pool, participant(1, 0), participant(2, 0)));
    insert(session(pool, participant(3, 0), participant(4, 0)));

    assertThat(sessions().holdings(pool.id(), NOW, 3)).containsExactly(new Holding(1, 1, 3));
  }
}
