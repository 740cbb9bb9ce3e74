package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.number.Place;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Borrower;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Selection;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore.KnownPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the people of a request that numbers are to be lent to. The store is asked only
 * for what their pool goes by: in a pool that takes the first free number, for what is held, where
 * memory does not know.
 */
final class Borrowers {

  private final SessionStore store;
  private final SessionRequest request;
  private final NumberPool pool;
  private final Instant now;

  private Borrowers(SessionStore store, SessionRequest request, Instant now) {
    this.store = store;
    this.request = request;
    this.pool = request.pool();
    this.now = now;
  }

  /** One for each of the people, in their order. */
  static List<Borrower> of(SessionStore store, SessionRequest request, Instant now) {
    Borrowers borrowers = new Borrowers(store, request, now);
    return borrowers.all(borrowers.heldByAll());
  }

  /**
   * The same by what is in memory of who holds {@code numbers}, those of the pool; empty when that
   * is not enough.
   */
  static Optional<List<Borrower>> known(
      SessionStore store,
      KnownHolders known,
      List<PooledNumber> numbers,
      SessionRequest request,
      Instant now) {
    Borrowers borrowers = new Borrowers(store, request, now);
    return borrowers.heldByAll(known, numbers).map(borrowers::all);
  }

  private List<Borrower> all(Map<Holder, Set<ProxyNumber>> heldByAll) {
    List<Person> people = request.people();
    List<Borrower> borrowers = new ArrayList<>(people.size());
    Optional<MaskingSession> last = lastTogether();
    Optional<ProxyNumber> ofAll = demandedOfAll();
    for (int position = 0; position < people.size(); position++) {
      Person person = people.get(position);
      Set<ProxyNumber> held = new HashSet<>();
      Map<ProxyNumber, Instant> had = new HashMap<>();
      for (Holder holder : holders(position)) {
        if (heldByAll.containsKey(holder)) {
          held.addAll(heldByAll.get(holder));
        } else {
          learn(holder, held, had);
        }
      }
      borrowers.add(
          new Borrower(
              held,
              had,
              last.flatMap(session -> dialled(person, session)),
              person.dials().or(() -> ofAll),
              place(position, person),
              pairs(position, person)));
    }
    return borrowers;
  }

  /** Where all dial one number, what is demanded for one of them is demanded for all. */
  private Optional<ProxyNumber> demandedOfAll() {
    return pool.mode().sharesOneNumber()
        ? request.people().stream().flatMap(person -> person.dials().stream()).findFirst()
        : Optional.empty();
  }

  /** Asked for all of the people at once; nothing where more is to be known of them. */
  private Map<Holder, Set<ProxyNumber>> heldByAll() {
    if (pool.selection() == Selection.LEAST_RECENTLY_USED) {
      return Map.of();
    }
    Set<Holder> all = new LinkedHashSet<>();
    for (int position = 0; position < request.people().size(); position++) {
      all.addAll(holders(position));
    }
    List<Holder> holders = List.copyOf(all);
    List<Set<ProxyNumber>> held = store.heldBy(holders, pool.id(), now);
    Map<Holder, Set<ProxyNumber>> byHolder = new HashMap<>();
    for (int i = 0; i < holders.size(); i++) {
      byHolder.put(holders.get(i), held.get(i));
    }
    return byHolder;
  }

  private Optional<Map<Holder, Set<ProxyNumber>>> heldByAll(
      KnownHolders known, List<PooledNumber> numbers) {
    if (pool.selection() == Selection.LEAST_RECENTLY_USED) {
      return Optional.empty();
    }
    Map<Holder, Set<ProxyNumber>> byHolder = new HashMap<>();
    for (int position = 0; position < request.people().size(); position++) {
      for (Holder holder : holders(position)) {
        Optional<Set<ProxyNumber>> held = known.heldBy(holder, numbers, now);
        if (held.isEmpty()) {
          return Optional.empty();
        }
        byHolder.put(holder, held.get());
      }
    }
    return Optional.of(byHolder);
  }

  private void learn(Holder holder, Set<ProxyNumber> held, Map<ProxyNumber, Instant> had) {
    for (KnownPair pair : store.knownPairs(holder, pool.id())) {
      if (pair.isHeldAt(now)) {
        held.add(pair.number());
      } else {
        had.merge(pair.number(), pair.restsUntil().orElseThrow(), Borrowers::later);
      }
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** By what the participant's binding on the number that they dial is told, and others there. */
  private List<Holder> holders(int position) {
    List<Person> people = request.people();
    List<Holder> holders = new ArrayList<>();
    if (holdsByPhone(pool.mode(), position)) {
      people.get(position).numbers().forEach(number -> holders.add(new Holder.Phone(number)));
    }
    // A code is entered on the number that somebody else dials.
    int coded = pool.mode() == PoolMode.PAIR_TWO_NUMBERS && position < 2 ? 1 - position : position;
    people.get(coded).pin().ifPresent(pin -> holders.add(new Holder.Code(pin)));
    if (pool.mode() == PoolMode.ONE_PARTY && position == 0) {
      holders.add(new Holder.Anyone());
    }
    return holders;
  }

  private static boolean holdsByPhone(PoolMode mode, int position) {
    return switch (mode) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP -> true;
      case ONE_PARTY -> position == 0;
      case PIN -> false;
    };
  }

  /** The session in which the same people were the last time, where the pool goes by it. */
  private Optional<MaskingSession> lastTogether() {
    if (!pool.selection().isSticky()) {
      return Optional.empty();
    }
    List<Person> people = request.people();
    PhoneNumber first = people.getFirst().realNumber();
    return switch (pool.mode()) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP ->
          store.lastBetween(first, people.get(1).realNumber(), pool.id());
      // Whoever calls them is not known beforehand.
      case ONE_PARTY -> store.lastBetween(first, first, pool.id());
      case PIN -> Optional.empty();
    };
  }

  private static Optional<ProxyNumber> dialled(Person person, MaskingSession session) {
    return session.participants().stream()
        .filter(participant -> participant.numbers().contains(person.realNumber()))
        .map(Participant::dials)
        .findFirst();
  }

  /** Strangers who call a protected party may be anywhere. */
  private Optional<Place> place(int position, Person person) {
    boolean matters =
        pool.policies().lending().geoMatch() != GeoMatch.NONE
            && (pool.mode() != PoolMode.ONE_PARTY || position == 0);
    return matters ? Optional.of(Place.of(person.realNumber())) : Optional.empty();
  }

  /** How many bindings come to be on the number that this participant dials, because of them. */
  private int pairs(int position, Person person) {
    int phones = holdsByPhone(pool.mode(), position) ? person.numbers().size() : 0;
    int codes = pool.usesPins() ? 1 : 0;
    int anyone = pool.mode() == PoolMode.ONE_PARTY && position == 0 ? 1 : 0;
    return phones + codes + anyone;
  }
}
