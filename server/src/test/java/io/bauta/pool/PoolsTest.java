package io.bauta.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PoolStore.CreateOutcome;
import io.bauta.pool.PoolStore.RemoveOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PoolsTest {

  private static final Instant NOW = Instant.parse("2027-01-31T18:30:00Z");
  private static final ProxyNumber M1 = new ProxyNumber(919000000001L);
  private static final ProxyNumber M2 = new ProxyNumber(919000000002L);
  private static final PhoneNumber DIALED = PhoneNumber.ofE164("+919000000001");

  private final NumberPool delhi = pool(1, "delhi");
  private final NumberPool mumbai = pool(2, "mumbai");
  private final Kept store = new Kept();
  private final Pools pools = new Pools(store);

  @Test
  void aNumberOfNoPoolIsNotOurs() {
    assertThat(pools.line(DIALED)).isEmpty();
    assertThat(pools.holds(DIALED)).isFalse();
    assertThat(pools.all()).isEmpty();
  }

  @Test
  void whatTheStoreHasAtStartIsKnown() {
    store.create(delhi);
    store.addNumbers(delhi.id(), List.of(M1));
    assertThat(new Pools(store).line(DIALED)).contains(new Line(M1, NumberState.ACTIVE, delhi));
  }

  @Test
  void aNumberIsOursAsSoonAsItIsRegistered() {
    pools.create(delhi);
    assertThat(pools.addNumbers(delhi.id(), List.of(M1, M2)))
        .containsExactly(AddOutcome.ADDED, AddOutcome.ADDED);
    assertThat(pools.holds(DIALED)).isTrue();
    assertThat(pools.line(DIALED)).contains(new Line(M1, NumberState.ACTIVE, delhi));
    assertThat(pools.numbers(delhi.id())).extracting(PooledNumber::number).containsExactly(M1, M2);
  }

  @Test
  void aRetiredNumberIsStillOurs() {
    pools.create(delhi);
    pools.addNumbers(delhi.id(), List.of(M1));
    assertThat(pools.setState(delhi.id(), M1, NumberState.RETIRED)).isTrue();
    assertThat(pools.line(DIALED)).map(Line::state).contains(NumberState.RETIRED);
    assertThat(pools.holds(DIALED)).isTrue();
  }

  @Test
  void aRemovedNumberIsNotOursAnyMore() {
    pools.create(delhi);
    pools.addNumbers(delhi.id(), List.of(M1));
    assertThat(pools.removeNumber(delhi.id(), M1, NOW)).isEqualTo(RemoveOutcome.REMOVED);
    assertThat(pools.holds(DIALED)).isFalse();
    assertThat(pools.numbers(delhi.id())).isEmpty();
  }

  @Test
  void aChangedPolicyHoldsForTheNextCall() {
    pools.create(delhi);
    pools.addNumbers(delhi.id(), List.of(M1));
    NumberPool renamed = pool(1, "new delhi");
    assertThat(pools.update(renamed)).isTrue();
    assertThat(pools.line(DIALED)).map(Line::pool).contains(renamed);
    assertThat(pools.named("delhi")).isEmpty();
  }

  @Test
  void aDeletedPoolTakesItsNumbersAway() {
    pools.create(delhi);
    pools.addNumbers(delhi.id(), List.of(M1));
    pools.delete(delhi.id(), NOW);
    assertThat(pools.find(delhi.id())).isEmpty();
    assertThat(pools.holds(DIALED)).isFalse();
  }

  @Test
  void poolsAreFoundByIdAndByName() {
    pools.create(delhi);
    pools.create(mumbai);
    assertThat(pools.find(mumbai.id())).contains(mumbai);
    assertThat(pools.named("mumbai")).contains(mumbai);
    assertThat(pools.named(mumbai.id().toString())).contains(mumbai);
    assertThat(pools.named("pune")).isEmpty();
    assertThat(pools.named(pool(3, "pune").id().toString())).isEmpty();
    assertThat(pools.all()).containsExactly(delhi, mumbai);
    assertThat(pools.numbers(pool(3, "pune").id())).isEmpty();
  }

  @Test
  void aStoreThatFailsLeavesWhatWasKnown() {
    pools.create(delhi);
    pools.addNumbers(delhi.id(), List.of(M1));
    store.away = true;
    assertThatThrownBy(() -> pools.setState(delhi.id(), M1, NumberState.RETIRED))
        .isInstanceOf(IllegalStateException.class);
    assertThat(pools.line(DIALED)).map(Line::state).contains(NumberState.ACTIVE);
  }

  private static NumberPool pool(long id, String name) {
    return new NumberPool(
        new PoolId(new UUID(0, id)),
        name,
        "vobiz",
        PoolMode.PAIR_TWO_NUMBERS,
        Selection.FIRST_FIT,
        CallPolicy.DEFAULT,
        Duration.ofDays(1),
        Duration.ZERO,
        NOW);
  }

  /** Just enough of a store to see what the pools make of it. */
  private static final class Kept implements PoolStore {

    private final Map<PoolId, NumberPool> pools = new LinkedHashMap<>();
    private final Map<PoolId, List<PooledNumber>> numbers = new LinkedHashMap<>();
    private boolean away;

    @Override
    public CreateOutcome create(NumberPool pool) {
      pools.put(pool.id(), pool);
      numbers.put(pool.id(), new ArrayList<>());
      return CreateOutcome.CREATED;
    }

    @Override
    public boolean update(NumberPool pool) {
      return pools.replace(pool.id(), pool) != null;
    }

    @Override
    public RemoveOutcome delete(PoolId pool, Instant now) {
      numbers.remove(pool);
      return pools.remove(pool) == null ? RemoveOutcome.UNKNOWN : RemoveOutcome.REMOVED;
    }

    @Override
    public List<AddOutcome> addNumbers(
        PoolId pool, List<ProxyNumber> added, Optional<String> ownAccount) {
      added.forEach(number -> numbers.get(pool).add(new PooledNumber(number, NumberState.ACTIVE)));
      return added.stream().map(number -> AddOutcome.ADDED).toList();
    }

    @Override
    public boolean setState(PoolId pool, ProxyNumber number, NumberState state) {
      if (away) {
        throw new IllegalStateException("away");
      }
      numbers
          .get(pool)
          .replaceAll(
              member -> member.number().equals(number) ? new PooledNumber(number, state) : member);
      return true;
    }

    @Override
    public RemoveOutcome removeNumber(PoolId pool, ProxyNumber number, Instant now) {
      numbers.get(pool).removeIf(member -> member.number().equals(number));
      return RemoveOutcome.REMOVED;
    }

    @Override
    public List<NumberPool> pools() {
      return List.copyOf(pools.values());
    }

    @Override
    public List<PooledNumber> numbers(PoolId pool) {
      return List.copyOf(numbers.get(pool));
    }
  }
}
