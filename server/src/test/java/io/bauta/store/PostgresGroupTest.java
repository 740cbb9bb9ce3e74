package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.openedAt;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.pool.NumberPool;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;
import io.bauta.vault.KeyRing;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several sessions in one statement. */
class PostgresGroupTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  private static NewSession unsealed(
      MaskingSession session, Optional<String> key, KeyRing.Turn turn) {
    return NewSession.of(
        session, key, false, session.openedAt(), Optional.empty(), DATABASE.vault(), turn.tokens());
  }

  private static List<Optional<Verdict>> insert(MaskingSession... sessions) {
    return insertWithKey(Optional.empty(), sessions);
  }

  private static List<Optional<Verdict>> insertWithKey(
      Optional<String> key, MaskingSession... sessions) {
    try (KeyRing.Turn turn = DATABASE.vault().turn()) {
      List<NewSession> group = new ArrayList<>();
      for (MaskingSession session : sessions) {
        group.add(unsealed(session, key, turn));
      }
      PostgresDatabase database = (PostgresDatabase) DATABASE.database();
      return database.writeStatement(link -> PostgresOpenings.insert(link, group));
    }
  }

  private static Optional<Verdict> stored() {
    return Optional.of(new Verdict.Inserted());
  }

  private static Optional<Verdict> taken(int place) {
    return Optional.of(new Verdict.PairTaken(place));
  }

  @Test
  void theSessionsOfAGroupReadBackEqual() {
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession second = session(pool, participant(3, 0), participant(4, 1));

    assertThat(insert(first, second)).containsExactly(stored(), stored());

    assertThat(DATABASE.sessions().find(first.id())).contains(first);
    assertThat(DATABASE.sessions().find(second.id())).contains(second);
  }

  @Test
  void onlyWhosePairIsHeldIsLeftOut() {
    NumberPool pool = storedPool(DATABASE.pools(), 3);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    MaskingSession loser = session(pool, participant(3, 0), participant(2, 1));
    MaskingSession other = session(pool, participant(1, 2), participant(4, 1));

    assertThat(insert(loser, other)).containsExactly(taken(1), stored());

    assertThat(DATABASE.sessions().find(loser.id())).isEmpty();
    assertThat(held(pool, 3, NOW)).isEmpty();
    assertThat(DATABASE.sessions().find(other.id())).contains(other);
  }

  private static Set<?> held(NumberPool pool, int person, Instant at) {
    return DATABASE.sessions().heldBy(new Holder.Phone(person(person)), pool.id(), at);
  }

  @Test
  void ofTwoThatWantOnePairTheFirstGetsIt() {
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession second = session(pool, participant(1, 0), participant(3, 1));

    assertThat(insert(first, second)).containsExactly(stored(), Optional.empty());

    assertThat(DATABASE.sessions().find(second.id())).isEmpty();
  }

  @Test
  void aPairRestsUntilItsInstantAndThenGoesToTheNext() {
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    insert(first);
    Instant rested = NOW.plus(TTL).plus(REST);
    MaskingSession early =
        openedAt(rested.minusMillis(1), pool, participant(1, 0), participant(3, 1));
    MaskingSession late = openedAt(rested, pool, participant(1, 0), participant(2, 1));
    MaskingSession beside = openedAt(rested, pool, participant(4, 0), participant(5, 1));

    assertThat(insert(early)).containsExactly(taken(0));
    assertThat(insert(late, beside)).containsExactly(stored(), stored());

    assertThat(held(pool, 1, rested)).isEqualTo(Set.of(proxy(0)));
    assertThat(DATABASE.sessions().find(late.id())).contains(late);
  }

  @Test
  void whoseNumberLeftThePoolIsLeftOutUntold() {
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    MaskingSession gone = session(pool, participant(1, 0), participant(2, 7));
    MaskingSession other = session(pool, participant(3, 0), participant(4, 1));

    assertThat(insert(gone, other)).containsExactly(Optional.empty(), stored());
  }

  @Test
  void ofAGroupWithAKeyThatIsUsedNothingIsStored() {
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    insertWithKey(Optional.of("key"), session(pool, participant(1, 0), participant(2, 1)));
    MaskingSession repeated = session(pool, participant(3, 0), participant(4, 1));

    assertThatThrownBy(() -> insertWithKey(Optional.of("key"), repeated))
        .hasRootCauseInstanceOf(SQLException.class);

    assertThat(DATABASE.sessions().find(repeated.id())).isEmpty();
    assertThat(held(pool, 3, NOW)).isEmpty();
  }

  @Test
  void aPairOfWhoRepeatsAKeyIsNotSaidToBeTaken() {
    NumberPool pool = storedPool(DATABASE.pools(), 2);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    insertWithKey(Optional.of("key"), first);
    MaskingSession repeated = session(pool, participant(1, 0), participant(2, 1));

    assertThat(insertWithKey(Optional.of("key"), repeated)).containsExactly(Optional.empty());
  }

  @Test
  void manyAreAskedAboutAtOnce() {
    NumberPool pool = storedPool(DATABASE.pools(), 3);
    insert(
        session(pool, participant(1, 0), participant(2, 1)),
        session(pool, participant(1, 2), participant(3, 1)));

    assertThat(
            DATABASE
                .sessions()
                .heldBy(
                    List.of(
                        new Holder.Phone(person(1)),
                        new Holder.Phone(person(9)),
                        new Holder.Phone(person(3))),
                    pool.id(),
                    NOW))
        .containsExactly(Set.of(proxy(0), proxy(2)), Set.of(), Set.of(proxy(1)));
  }
}
