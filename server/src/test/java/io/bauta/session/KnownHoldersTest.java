package io.bauta.session;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Selection;
import io.bauta.routing.Switchboard;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Openings go by what is in memory of who holds what, and the store has the last word. */
class KnownHoldersTest {

  private static final ProxyNumber M3 = new ProxyNumber(919000000003L);
  private static final Set<String> QUESTIONS = Set.of("heldBy", "knownPairs");

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool = switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
  private final List<String> asked = new ArrayList<>();

  /** Over a store that takes down what it is asked about who holds what. */
  private Sessions knowing(KnownHolders known) {
    SessionStore store =
        (SessionStore)
            Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> {
                  if (QUESTIONS.contains(method.getName())) {
                    asked.add(method.getName());
                  }
                  try {
                    return method.invoke(switchboard.sessionStore, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Sessions(
        store,
        switchboard.pools,
        switchboard.index,
        OpeningListener.NONE,
        switchboard.index,
        known,
        new TimeOrderedIds());
  }

  private static KnownHolders holding(Set<ProxyNumber> held) {
    return (holder, numbers, now) -> Optional.of(held);
  }

  private static SessionRequest request(NumberPool pool, PhoneNumber... people) {
    return Switchboard.request(pool, Switchboard.person(people[0]), Switchboard.person(people[1]));
  }

  private static List<ProxyNumber> dialled(OpenOutcome outcome) {
    assertThat(outcome).isInstanceOf(OpenOutcome.Opened.class);
    return ((OpenOutcome.Opened) outcome)
        .session().participants().stream().map(Participant::dials).toList();
  }

  @Test
  void theStoreIsNotAskedWhereMemoryKnows() {
    switchboard.index.markComplete();
    Sessions sessions = knowing(switchboard.index);
    assertThat(dialled(sessions.open(request(pool, RIDER, DRIVER), NOW))).containsExactly(M1, M2);
    assertThat(dialled(sessions.open(request(pool, RIDER, STRANGER), NOW))).containsExactly(M2, M1);
    assertThat(asked).isEmpty();
  }

  @Test
  void theStoreIsAskedUntilMemoryKnows() {
    Sessions sessions = knowing(switchboard.index);
    sessions.open(request(pool, RIDER, DRIVER), NOW);
    assertThat(asked).isNotEmpty();
  }

  @Test
  void whatMemoryTakesForHeldIsLentAllTheSameBeforeAnybodyIsRefused() {
    Sessions sessions = knowing(holding(Set.of(M1, M2)));
    assertThat(dialled(sessions.open(request(pool, RIDER, DRIVER), NOW))).containsExactly(M1, M2);
  }

  @Test
  void whatMemoryTakesForFreeIsLostAndOthersAreLent() {
    NumberPool three = switchboard.pool(PoolMode.PAIR_ONE_NUMBER, M3);
    Sessions sessions = knowing(holding(Set.of()));
    assertThat(dialled(sessions.open(request(pool, RIDER, DRIVER), NOW))).containsExactly(M1, M2);
    assertThat(dialled(sessions.open(request(pool, RIDER, DRIVER), NOW))).containsExactly(M2, M1);
    assertThat(dialled(sessions.open(request(three, RIDER, DRIVER), NOW))).containsExactly(M3, M3);
  }

  @Test
  void whoHoldsAllIsRefusedByWhatTheStoreSays() {
    Sessions sessions = knowing(holding(Set.of()));
    sessions.open(request(pool, RIDER, DRIVER), NOW);
    sessions.open(request(pool, RIDER, DRIVER), NOW);
    assertThat(sessions.open(request(pool, RIDER, DRIVER), NOW))
        .isInstanceOf(OpenOutcome.PoolExhausted.class);
  }

  @Test
  void wherePeopleGetWhatTheyHadLongestAgoTheStoreIsAsked() {
    NumberPool inTurn =
        switchboard.pool(
            PoolMode.PAIR_ONE_NUMBER, Selection.LEAST_RECENTLY_USED, pool.policies().lending(), M3);
    switchboard.index.markComplete();
    knowing(switchboard.index).open(request(inTurn, RIDER, DRIVER), NOW);
    assertThat(asked).contains("knownPairs");
  }
}
