package io.bauta.pool;

import io.bauta.number.PhoneNumber;
import io.bauta.number.Place;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PoolStore.CreateOutcome;
import io.bauta.pool.PoolStore.RemoveOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pools and their numbers as every call and every opening needs them: in memory, kept equal to
 * the store.
 *
 * <p>Reads are lock-free and see one consistent state; changes go to the store first and are seen
 * here when they are durable.
 */
public final class Pools {

  private final PoolStore store;
  private volatile Contents contents;

  /** Where our numbers are: asked for only where a pool goes by it. */
  private final Map<ProxyNumber, Place> places = new ConcurrentHashMap<>();

  private record Contents(
      Map<PoolId, NumberPool> pools,
      Map<PoolId, List<PooledNumber>> numbers,
      Map<PoolId, List<List<PooledNumber>>> groups,
      LineTable lines) {}

  /** Reads all pools from {@code store}. */
  public Pools(PoolStore store) {
    this.store = store;
    this.contents = read(store);
  }

  /** The line with this number, or empty when no pool holds the number. */
  public Optional<Line> line(PhoneNumber number) {
    return Optional.ofNullable(contents.lines().get(number.digits()));
  }

  /** The line with this number, or empty when no pool holds it any more. */
  public Optional<Line> line(ProxyNumber number) {
    return Optional.ofNullable(contents.lines().get(number.digits()));
  }

  /** Whether {@code number} is one of ours, in any pool and any state. */
  public boolean holds(PhoneNumber number) {
    return contents.lines().get(number.digits()) != null;
  }

  public Optional<NumberPool> find(PoolId id) {
    return Optional.ofNullable(contents.pools().get(id));
  }

  /** The pool that {@code text} names, by id or by name. */
  public Optional<NumberPool> named(String text) {
    return PoolId.parse(text)
        .flatMap(this::find)
        .or(() -> all().stream().filter(pool -> pool.name().equals(text)).findFirst());
  }

  /** All pools, oldest first. */
  public List<NumberPool> all() {
    return List.copyOf(contents.pools().values());
  }

  /** The numbers of a pool in the order of registration; empty for an unknown pool. */
  public List<PooledNumber> numbers(PoolId pool) {
    return contents.numbers().getOrDefault(pool, List.of());
  }

  /**
   * The numbers of a pool by their carrier account: those of each in the order of registration, and
   * first those of the account whose number was registered first.
   */
  public List<List<PooledNumber>> groups(PoolId pool) {
    return contents.groups().getOrDefault(pool, List.of());
  }

  /** Where one of our numbers is. */
  public Place place(ProxyNumber number) {
    return places.computeIfAbsent(number, Place::of);
  }

  public synchronized CreateOutcome create(NumberPool pool) {
    CreateOutcome outcome = store.create(pool);
    refresh();
    return outcome;
  }

  /** False when there is no such pool. */
  public synchronized boolean update(NumberPool pool) {
    boolean updated = store.update(pool);
    refresh();
    return updated;
  }

  public synchronized RemoveOutcome delete(PoolId pool, Instant now) {
    RemoveOutcome outcome = store.delete(pool, now);
    refresh();
    return outcome;
  }

  /** Registers numbers at the end of the pool; one outcome for each, in their order. */
  public List<AddOutcome> addNumbers(PoolId pool, List<ProxyNumber> numbers) {
    return addNumbers(pool, numbers, Optional.empty());
  }

  /**
   * Registers numbers at the end of the pool; one outcome for each, in their order.
   *
   * @param ownAccount the carrier account that they are reached through; empty for the pool's
   */
  public synchronized List<AddOutcome> addNumbers(
      PoolId pool, List<ProxyNumber> numbers, Optional<String> ownAccount) {
    List<AddOutcome> outcomes = store.addNumbers(pool, numbers, ownAccount);
    refresh();
    return outcomes;
  }

  /** False when the number is not in the pool. */
  public synchronized boolean setState(PoolId pool, ProxyNumber number, NumberState state) {
    boolean known = store.setState(pool, number, state);
    refresh();
    return known;
  }

  /**
   * Takes over what a carrier says about its number. Left as it is: a number of no pool or of
   * another account's, and one that people drain or retired.
   *
   * @return whether the number's state has changed
   */
  public synchronized boolean carrierSays(
      String carrierAccount, ProxyNumber number, NumberState state) {
    return line(new PhoneNumber(number.digits()))
        .filter(line -> line.carrierAccount().equals(carrierAccount))
        .filter(line -> line.state().isOfTheCarrier() && line.state() != state)
        .filter(line -> setState(line.pool().id(), number, state))
        .isPresent();
  }

  public synchronized RemoveOutcome removeNumber(PoolId pool, ProxyNumber number, Instant now) {
    RemoveOutcome outcome = store.removeNumber(pool, number, now);
    refresh();
    return outcome;
  }

  private void refresh() {
    contents = read(store);
    places.keySet().removeIf(number -> contents.lines().get(number.digits()) == null);
  }

  private static Contents read(PoolStore store) {
    Map<PoolId, NumberPool> pools = new LinkedHashMap<>();
    Map<PoolId, List<PooledNumber>> numbers = new LinkedHashMap<>();
    Map<PoolId, List<List<PooledNumber>>> groups = new LinkedHashMap<>();
    List<Line> lines = new ArrayList<>();
    for (NumberPool pool : store.pools()) {
      List<PooledNumber> own = store.numbers(pool.id());
      pools.put(pool.id(), pool);
      numbers.put(pool.id(), own);
      groups.put(pool.id(), groups(pool, own));
      own.forEach(member -> lines.add(line(member, pool)));
    }
    return new Contents(pools, numbers, groups, LineTable.of(lines));
  }

  private static Line line(PooledNumber member, NumberPool pool) {
    return new Line(member.number(), member.state(), pool, account(member, pool));
  }

  private static String account(PooledNumber member, NumberPool pool) {
    return member.ownAccount().orElse(pool.carrierAccount());
  }

  private static List<List<PooledNumber>> groups(NumberPool pool, List<PooledNumber> numbers) {
    Map<String, List<PooledNumber>> groups = new LinkedHashMap<>();
    for (PooledNumber member : numbers) {
      groups.computeIfAbsent(account(member, pool), account -> new ArrayList<>()).add(member);
    }
    return List.copyOf(groups.values());
  }
}
