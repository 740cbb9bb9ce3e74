package io.bauta.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.Place;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation.Exhausted;
import io.bauta.pool.Allocation.Lent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Against brute force: every assignment that is legal, in every small pool, by every rule. */
final class AllocatorProperties {

  private static final int NUMBERS_MAX = 5;
  private static final long FIRST_NUMBER = 919000000001L;
  private static final Place PUNE = new Place("IN", "20");
  private static final Place MOBILE = new Place("IN", "");

  /** Numbers are in these by their last digit. */
  private static final List<Place> PLACES =
      List.of(PUNE, new Place("IN", "22"), MOBILE, new Place("SG", ""), PUNE);

  /** All that a choice may depend on but the mode. */
  record Question(
      Selection selection,
      GeoMatch geoMatch,
      List<PooledNumber> pool,
      int start,
      Map<ProxyNumber, Integer> room,
      List<Borrower> borrowers) {

    Stock stock() {
      Map<Optional<String>, List<PooledNumber>> groups = new LinkedHashMap<>();
      pool.forEach(
          member ->
              groups.computeIfAbsent(member.ownAccount(), own -> new ArrayList<>()).add(member));
      return new Stock(
          List.copyOf(groups.values()), start, this::room, AllocatorProperties::placeOf);
    }

    int room(ProxyNumber number) {
      return room.getOrDefault(number, Integer.MAX_VALUE);
    }

    Allocation answer(PoolMode mode) {
      return Allocator.allocate(mode, selection, geoMatch, stock(), borrowers);
    }
  }

  private static Place placeOf(ProxyNumber number) {
    return PLACES.get((int) (number.digits() % PLACES.size()));
  }

  @Property
  void exhaustedIfAndOnlyIfNothingIsLegal(
      @ForAll PoolMode mode, @ForAll("questions") Question question) {
    List<Lent> legal = legal(mode, question);
    Allocation allocation = question.answer(mode);
    assertThat(allocation instanceof Exhausted).isEqualTo(legal.isEmpty());
    if (allocation instanceof Lent lent) {
      assertThat(legal).contains(lent);
    }
  }

  @Property
  void nothingLegalSuitsBetter(@ForAll PoolMode mode, @ForAll("questions") Question question) {
    if (question.answer(mode) instanceof Lent lent) {
      List<Integer> least =
          legal(mode, question).stream()
              .filter(
                  other ->
                      mode.sharesOneNumber()
                          || other.first().equals(other.second())
                              == lent.first().equals(lent.second()))
              .map(other -> loss(other, question))
              .min(BY_LOSS)
              .orElseThrow();
      assertThat(loss(lent, question)).isEqualTo(least);
    }
  }

  private static final Comparator<List<Integer>> BY_LOSS =
      Comparator.<List<Integer>>comparingInt(loss -> loss.get(0))
          .thenComparingInt(loss -> loss.get(1))
          .thenComparingInt(loss -> loss.get(2));

  /** Against stickiness, how far off, and how lately it was theirs: the last of them counts. */
  private static List<Integer> loss(Lent lent, Question question) {
    int against = 0;
    int distance = 0;
    int had = -1;
    for (int i = 0; i < question.borrowers().size(); i++) {
      Borrower person = question.borrowers().get(i);
      ProxyNumber number = i == 0 ? lent.first() : lent.second();
      boolean before = person.before().filter(number::equals).isPresent();
      against +=
          switch (question.selection()) {
            case PREFER_STICKY -> person.before().isPresent() && !before ? 1 : 0;
            case AVOID_STICKY -> before ? 1 : 0;
            case FIRST_FIT, LEAST_RECENTLY_USED -> 0;
          };
      distance +=
          person
              .place()
              .map(place -> question.geoMatch().distance(placeOf(number), place))
              .orElse(0);
      if (question.selection() == Selection.LEAST_RECENTLY_USED
          && person.had().containsKey(number)) {
        had = Math.max(had, (int) person.had().get(number).getEpochSecond());
      }
    }
    return List.of(against, distance, had);
  }

  @Property
  void twoNumbersWheneverTwoAreLegal(@ForAll("questions") Question question) {
    boolean twoAreLegal =
        legal(PoolMode.PAIR_TWO_NUMBERS, question).stream()
            .anyMatch(lent -> !lent.first().equals(lent.second()));
    Allocation allocation = question.answer(PoolMode.PAIR_TWO_NUMBERS);
    if (allocation instanceof Lent(var first, var second) && first.equals(second)) {
      boolean asBefore =
          question.selection() == Selection.PREFER_STICKY
              && question.borrowers().stream()
                  .allMatch(person -> person.before().filter(first::equals).isPresent());
      assertThat(asBefore || !twoAreLegal).isTrue();
    } else {
      assertThat(allocation instanceof Lent).isEqualTo(twoAreLegal);
    }
  }

  @Property
  void firstFitTakesTheFirstThatIsFreeForBoth(
      @ForAll("plain") List<PooledNumber> pool,
      @ForAll("held") Set<ProxyNumber> heldByFirst,
      @ForAll("held") Set<ProxyNumber> heldBySecond) {
    List<Set<ProxyNumber>> held = List.of(heldByFirst, heldBySecond);
    Allocation allocation = Allocator.allocate(PoolMode.PAIR_ONE_NUMBER, pool, held);
    pool.stream()
        .filter(member -> member.state() == NumberState.ACTIVE)
        .map(PooledNumber::number)
        .filter(number -> held.stream().noneMatch(own -> own.contains(number)))
        .findFirst()
        .ifPresent(first -> assertThat(allocation).isEqualTo(new Lent(first, first)));
  }

  @Property
  void theSameQuestionHasTheSameAnswer(
      @ForAll PoolMode mode, @ForAll("questions") Question question) {
    assertThat(question.answer(mode)).isEqualTo(question.answer(mode));
  }

  @Property
  void countsAreTrue(@ForAll PoolMode mode, @ForAll("questions") Question question) {
    if (question.answer(mode) instanceof Exhausted counts) {
      Set<ProxyNumber> lent =
          question.pool().stream()
              .filter(member -> member.state() == NumberState.ACTIVE)
              .map(PooledNumber::number)
              .collect(Collectors.toSet());
      assertThat(counts.numbers()).isEqualTo(lent.size());
      for (int i = 0; i < question.borrowers().size(); i++) {
        Set<ProxyNumber> held = question.borrowers().get(i).held();
        assertThat(counts.held().get(i)).isEqualTo(lent.stream().filter(held::contains).count());
        Map<Obstacle, Integer> obstacles = counts.obstacles().get(i);
        assertThat(obstacles.values().stream().mapToInt(Integer::intValue).sum())
            .isEqualTo(question.pool().size());
        assertThat(obstacles.getOrDefault(Obstacle.RETIRED, 0))
            .isEqualTo(
                (int)
                    question.pool().stream()
                        .filter(member -> member.state() == NumberState.RETIRED)
                        .count());
      }
    }
  }

  private static List<Lent> legal(PoolMode mode, Question question) {
    List<Lent> legal = new ArrayList<>();
    Borrower first = question.borrowers().get(0);
    Borrower second = question.borrowers().get(1);
    for (PooledNumber one : question.pool()) {
      for (PooledNumber other : question.pool()) {
        boolean same = one.equals(other);
        int pairs = same ? first.pairs() + second.pairs() : 0;
        boolean free =
            isLegal(one, first, Math.max(pairs, first.pairs()), question)
                && isLegal(other, second, Math.max(pairs, second.pairs()), question)
                && one.ownAccount().equals(other.ownAccount());
        if (free && (mode == PoolMode.PAIR_TWO_NUMBERS || same)) {
          legal.add(new Lent(one.number(), other.number()));
        }
      }
    }
    return legal;
  }

  private static boolean isLegal(PooledNumber member, Borrower person, int pairs, Question q) {
    boolean strict =
        q.geoMatch() == GeoMatch.REQUIRE_COUNTRY || q.geoMatch() == GeoMatch.REQUIRE_AREA;
    Place number = placeOf(member.number());
    return member.state() == NumberState.ACTIVE
        && !person.held().contains(member.number())
        && person.demanded().filter(d -> !d.equals(member.number())).isEmpty()
        && q.room(member.number()) >= pairs
        && (!strict
            || person
                .place()
                .filter(
                    place ->
                        !place.country().equals(number.country())
                            || (q.geoMatch() == GeoMatch.REQUIRE_AREA
                                && !place.areaCode().isEmpty()
                                && !place.areaCode().equals(number.areaCode())))
                .isEmpty());
  }

  @Provide
  Arbitrary<Question> questions() {
    return Combinators.combine(
            Arbitraries.of(Selection.class),
            Arbitraries.of(GeoMatch.class),
            pools(),
            Arbitraries.integers().between(0, 2 * NUMBERS_MAX),
            Arbitraries.maps(numbers(), Arbitraries.integers().between(0, 3)).ofMaxSize(2),
            borrowers().list().ofSize(2))
        .as(AllocatorProperties::question);
  }

  private static Question question(
      Selection selection,
      GeoMatch geoMatch,
      List<PooledNumber> pool,
      int start,
      Map<ProxyNumber, Integer> room,
      List<Borrower> borrowers) {
    return new Question(selection, geoMatch, pool, start, room, borrowers);
  }

  private static Arbitrary<Borrower> borrowers() {
    return Combinators.combine(
            held(),
            Arbitraries.maps(
                    numbers(), Arbitraries.integers().between(0, 9).map(Instant::ofEpochSecond))
                .ofMaxSize(NUMBERS_MAX),
            numbers().optional(0.5),
            numbers().optional(0.1),
            Arbitraries.of(PLACES).optional(0.8),
            Arbitraries.integers().between(1, 2))
        .as(Borrower::new);
  }

  @Provide
  Arbitrary<List<PooledNumber>> pools() {
    return pools(Arbitraries.of("second account").optional(0.3));
  }

  /** All of one account. */
  @Provide
  Arbitrary<List<PooledNumber>> plain() {
    return pools(Arbitraries.just(Optional.empty()));
  }

  private static Arbitrary<List<PooledNumber>> pools(Arbitrary<Optional<String>> accounts) {
    Arbitrary<NumberState> states =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(NumberState.ACTIVE)),
            Tuple.of(1, Arbitraries.of(NumberState.class)));
    return Combinators.combine(numbers(), states, accounts)
        .as(PooledNumber::new)
        .list()
        .ofMaxSize(NUMBERS_MAX)
        .uniqueElements(PooledNumber::number);
  }

  @Provide
  static Arbitrary<Set<ProxyNumber>> held() {
    return numbers().set().ofMaxSize(NUMBERS_MAX);
  }

  private static Arbitrary<ProxyNumber> numbers() {
    return Arbitraries.longs()
        .between(FIRST_NUMBER, FIRST_NUMBER + NUMBERS_MAX - 1)
        .map(ProxyNumber::new);
  }
}
