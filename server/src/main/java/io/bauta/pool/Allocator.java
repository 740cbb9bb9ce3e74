package io.bauta.pool;

import io.bauta.number.ProxyNumber;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which proxy number each participant of a session dials.
 *
 * <p>A number is free for a person when that person neither holds it in a live session nor rests
 * from it after one; what other people do with it does not matter, because a call is told by caller
 * and number together. {@link Allocation.Exhausted} is answered if and only if no legal assignment
 * exists: what a pool merely prefers never stands in the way.
 *
 * <p>Of the legal ones it takes the best by {@link Rank}, and of equals the first that it tries.
 */
public final class Allocator {

  private final Selection selection;
  private final GeoMatch geoMatch;
  private final Stock stock;

  private Allocator(Selection selection, GeoMatch geoMatch, Stock stock) {
    this.selection = selection;
    this.geoMatch = geoMatch;
    this.stock = stock;
  }

  /**
   * Lends numbers to {@code borrowers}: one to each of two, or one to all, as {@code mode} has it.
   */
  public static Allocation allocate(
      PoolMode mode,
      Selection selection,
      GeoMatch geoMatch,
      Stock stock,
      List<Borrower> borrowers) {
    return new Allocator(selection, geoMatch, stock).allocate(mode, borrowers);
  }

  /** By first fit, with no further rules. */
  public static Allocation allocate(
      PoolMode mode, List<PooledNumber> numbers, List<Set<ProxyNumber>> held) {
    return allocate(
        mode,
        Selection.FIRST_FIT,
        GeoMatch.NONE,
        Stock.of(numbers),
        held.stream().map(Borrower::holding).toList());
  }

  /** What could be lent to one person, or shared by several. */
  private record Candidate(ProxyNumber number, Rank rank) {}

  /**
   * @param isLast that two must share a number who are to have one each: anything else is better
   */
  private record Offer(ProxyNumber first, ProxyNumber second, Rank rank, boolean isLast) {

    boolean isBetterThan(@Nullable Offer other) {
      if (other == null || isLast != other.isLast) {
        return other == null || other.isLast;
      }
      return rank.isBetterThan(other.rank);
    }
  }

  private Allocation allocate(PoolMode mode, List<Borrower> borrowers) {
    Offer best = null;
    for (List<PooledNumber> group : stock.groups()) {
      Offer offer = mode.sharesOneNumber() ? shared(group, borrowers) : each(group, borrowers);
      if (offer != null && offer.isBetterThan(best)) {
        best = offer;
      }
    }
    return best == null
        ? exhausted(mode, borrowers)
        : new Allocation.Lent(best.first(), best.second());
  }

  private @Nullable Offer shared(List<PooledNumber> group, List<Borrower> borrowers) {
    Candidate shared = best(group, borrowers, null);
    return shared == null
        ? null
        : new Offer(shared.number(), shared.number(), shared.rank(), false);
  }

  /**
   * Two different numbers where that is possible. Where the only number free for both is the same
   * one, they share it: still unambiguous, and it keeps a pool as small as its busiest participant.
   */
  private @Nullable Offer each(List<PooledNumber> group, List<Borrower> borrowers) {
    List<Borrower> first = List.of(borrowers.get(0));
    List<Borrower> second = List.of(borrowers.get(1));
    Candidate firsts = best(group, first, null);
    Candidate seconds = firsts == null ? null : best(group, second, null);
    if (firsts == null || seconds == null) {
      return null;
    }
    if (!firsts.number().equals(seconds.number())) {
      return offer(firsts, seconds);
    }
    boolean asBefore = isAsBefore(firsts.number(), borrowers);
    Offer same =
        hasRoom(firsts.number(), borrowers)
            ? new Offer(
                firsts.number(), firsts.number(), firsts.rank().plus(seconds.rank()), !asBefore)
            : null;
    if (same != null && asBefore) {
      return same;
    }
    Offer different =
        better(
            offer(firsts, best(group, second, firsts.number())),
            offer(best(group, first, seconds.number()), seconds));
    return different == null ? same : different;
  }

  private static @Nullable Offer offer(@Nullable Candidate first, @Nullable Candidate second) {
    return first == null || second == null
        ? null
        : new Offer(first.number(), second.number(), first.rank().plus(second.rank()), false);
  }

  /** The same two once had to share this number, and are to have what they had. */
  private boolean isAsBefore(ProxyNumber number, List<Borrower> borrowers) {
    return selection == Selection.PREFER_STICKY
        && borrowers.stream()
            .allMatch(person -> person.before().filter(number::equals).isPresent());
  }

  private static @Nullable Offer better(@Nullable Offer one, @Nullable Offer other) {
    return one == null || (other != null && other.isBetterThan(one)) ? other : one;
  }

  /** The best number that {@code people} can all have, other than {@code except}. */
  private @Nullable Candidate best(
      List<PooledNumber> group, List<Borrower> people, @Nullable ProxyNumber except) {
    Candidate best = null;
    int size = group.size();
    int start = size == 0 ? 0 : Math.floorMod(stock.start(), size);
    for (int i = 0; i < size; i++) {
      PooledNumber member = group.get(start + i < size ? start + i : start + i - size);
      if (isLegal(member, people) && !member.number().equals(except)) {
        Rank rank = rank(member.number(), people);
        if (best == null || rank.isBetterThan(best.rank())) {
          best = new Candidate(member.number(), rank);
        }
        if (rank.isIdeal()) {
          return best;
        }
      }
    }
    return best;
  }

  private boolean isLegal(PooledNumber member, List<Borrower> people) {
    if (!member.state().isLent()) {
      return false;
    }
    for (Borrower person : people) {
      if (person.held().contains(member.number())
          || isUnwanted(member.number(), person)
          || isTooFar(member.number(), person)) {
        return false;
      }
    }
    return hasRoom(member.number(), people);
  }

  private static boolean isUnwanted(ProxyNumber number, Borrower person) {
    return person.demanded().isPresent() && !person.demanded().get().equals(number);
  }

  private boolean isTooFar(ProxyNumber number, Borrower person) {
    return geoMatch.isStrict() && distance(number, person) > 0;
  }

  private boolean hasRoom(ProxyNumber number, List<Borrower> people) {
    int pairs = 0;
    for (Borrower person : people) {
      pairs += person.pairs();
    }
    return stock.room().applyAsInt(number) >= pairs;
  }

  private int distance(ProxyNumber number, Borrower person) {
    return geoMatch == GeoMatch.NONE || person.place().isEmpty()
        ? 0
        : geoMatch.distance(stock.places().apply(number), person.place().get());
  }

  private Rank rank(ProxyNumber number, List<Borrower> people) {
    Rank rank = Rank.IDEAL;
    for (Borrower person : people) {
      rank = rank.plus(rank(number, person));
    }
    return rank;
  }

  private Rank rank(ProxyNumber number, Borrower person) {
    boolean isBefore = person.before().isPresent() && person.before().get().equals(number);
    boolean against =
        switch (selection) {
          case FIRST_FIT, LEAST_RECENTLY_USED -> false;
          case PREFER_STICKY -> person.before().isPresent() && !isBefore;
          case AVOID_STICKY -> isBefore;
        };
    Instant had = selection == Selection.LEAST_RECENTLY_USED ? person.had().get(number) : null;
    int distance = distance(number, person);
    return !against && distance == 0 && had == null
        ? Rank.IDEAL
        : new Rank(against ? 1 : 0, distance, had == null ? Rank.NEVER : had);
  }

  private Allocation exhausted(PoolMode mode, List<Borrower> borrowers) {
    List<PooledNumber> all = stock.groups().stream().flatMap(List::stream).toList();
    List<ProxyNumber> lent =
        all.stream().filter(n -> n.state().isLent()).map(PooledNumber::number).toList();
    return new Allocation.Exhausted(
        lent.size(),
        borrowers.stream()
            .map(person -> (int) lent.stream().filter(person.held()::contains).count())
            .toList(),
        borrowers.stream()
            .map(p -> obstacles(all, p, mode.sharesOneNumber() ? borrowers : List.of(p), borrowers))
            .toList());
  }

  private Map<Obstacle, Integer> obstacles(
      List<PooledNumber> numbers, Borrower person, List<Borrower> sharers, List<Borrower> all) {
    Map<Obstacle, Integer> obstacles = new EnumMap<>(Obstacle.class);
    numbers.forEach(
        member -> obstacles.merge(obstacle(member, person, sharers, all), 1, Integer::sum));
    return obstacles;
  }

  private Obstacle obstacle(
      PooledNumber member, Borrower person, List<Borrower> sharers, List<Borrower> all) {
    ProxyNumber number = member.number();
    if (!member.state().isLent()) {
      return Obstacle.of(member.state());
    }
    if (isUnwanted(number, person)) {
      return Obstacle.NOT_DEMANDED;
    }
    if (isTooFar(number, person)) {
      return Obstacle.ELSEWHERE;
    }
    if (person.held().contains(number)) {
      return Obstacle.HELD;
    }
    // All could share it, but for its bound.
    boolean isSharable =
        all.stream()
            .noneMatch(
                p -> p.held().contains(number) || isUnwanted(number, p) || isTooFar(number, p));
    return hasRoom(number, isSharable ? all : sharers) ? Obstacle.NO_COUNTERPART : Obstacle.FULL;
  }
}
