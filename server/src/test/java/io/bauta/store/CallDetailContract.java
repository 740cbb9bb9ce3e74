package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.Call;
import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.Billed;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.EndNeverTold;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.Rung;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.CallStore;
import io.bauta.call.CallSweep;
import io.bauta.call.CallTotals.Total;
import io.bauta.call.CarrierCallId;
import io.bauta.call.Cost;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.Leg;
import io.bauta.call.ToldFact;
import io.bauta.call.UnmatchedFacts.Unmatched;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.MaskingSession;
import io.bauta.session.ParticipantId;
import io.bauta.session.SampleSessions;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database keeps of a call besides its beginning and its end, and makes of it. */
interface CallDetailContract {

  String ACCOUNT = "acme-in";
  Duration RING = Duration.ofSeconds(30);
  Duration TALK = Duration.ofHours(1);

  TestDatabase database();

  private NumberPool storedPool() {
    return SampleSessions.storedPool(database().pools(), 2);
  }

  private MaskingSession storedSession(NumberPool pool) {
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    database().sessions().insert(session, Optional.empty(), NOW);
    return session;
  }

  private MaskingSession storedSession() {
    return storedSession(storedPool());
  }

  private static CallStart start(String name, Instant at, RoutingDecision decision) {
    return new CallStart(
        new CallId(SampleSessions.id(at)),
        new CarrierCallId(name),
        at,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(2))),
        decision,
        Set.of());
  }

  /** The second participant of {@code session} calls the first. */
  private static CallStart connected(MaskingSession session, String name, Instant at) {
    return start(name, at, new Connect(session.id(), 1, 0, person(1), proxy(0), RING, TALK));
  }

  private static CallStart refused(String name, Instant at) {
    return start(
        name,
        at,
        new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(Words.of("Sorry."))));
  }

  private static CallStart challenged(String name, Instant at) {
    return start(
        name,
        at,
        new Challenge(Words.of("Your code?"), 4, Duration.ofSeconds(10), false, Optional.empty()));
  }

  private void begin(CallStart... starts) {
    database().calls().append(List.of(starts), List.of());
  }

  private void tell(String name, CallFact... facts) {
    database()
        .calls()
        .append(
            List.of(),
            List.of(facts).stream()
                .map(
                    fact ->
                        new ToldFact(ACCOUNT, new CarrierCallId(name), fact, NOW.plusSeconds(60)))
                .toList());
  }

  private Call call(String name) {
    return database().calls().findByCarrierId(ACCOUNT, new CarrierCallId(name)).orElseThrow();
  }

  private List<String> names(UnaryOperator<CallQuery> filters) {
    return names(filters.apply(CallQuery.newest(10)));
  }

  private List<String> names(CallQuery query) {
    return database().calls().list(query).stream()
        .map(call -> call.start().carrierCallId().text())
        .toList();
  }

  private static CallFact ended(Duration talk) {
    return new CallEnded("end", hangUp(), Optional.of(talk), Optional.of(NOW.plusSeconds(50)));
  }

  private static HangUp hangUp() {
    return new HangUp(HangupCause.NORMAL_CLEARING, "4000", HangupSource.CALLER);
  }

  private void sweepAll(Instant now) {
    settleAll();
    CallSweep sweep = database().sweep();
    int rounds = 0;
    while (sweep.sweep(now)) {
      assertThat(++rounds).isLessThan(100);
    }
  }

  private void settleAll() {
    CallStore calls = database().calls();
    while (calls.settle()) {
      // There is more.
    }
  }

  // Facts.

  private static CallFact[] details() {
    return new CallFact[] {
      new Rung("rung", Optional.of(NOW.plusSeconds(1))),
      new Billed(
          "bill",
          Optional.of(Leg.INBOUND),
          Optional.of(Duration.ofMinutes(1)),
          Cost.parse("0.0130", Optional.of("USD"))),
      new Billed("bill-2", Optional.empty(), Optional.empty(), Cost.parse("2", Optional.empty())),
      new EndNeverTold()
    };
  }

  @Test
  default void whatRangAndWhatWasBilledReadsBackEqual() {
    begin(connected(storedSession(), "c1", NOW));
    tell("c1", details());
    assertThat(call("c1").facts()).extracting(ToldFact::fact).containsExactlyInAnyOrder(details());
  }

  @Test
  default void alsoWhatWasToldBeforeTheBeginning() {
    tell("c1", details());
    begin(connected(storedSession(), "c1", NOW));
    assertThat(call("c1").facts()).extracting(ToldFact::fact).containsExactlyInAnyOrder(details());
  }

  // The sweep.

  @Test
  default void aCallWithoutAnEndIsClosedWhenItCanLastNoLonger() {
    CallStart start = connected(storedSession(), "c1", NOW);
    begin(start);
    Instant until = call("c1").canLastUntil();
    assertThat(until).isEqualTo(NOW.plus(RING).plus(TALK).plus(Call.OVERDUE_AFTER));

    sweepAll(NOW.plus(CallSweep.LOOKED_AT_AFTER).plusMillis(1));
    sweepAll(until.minusMillis(1));
    assertThat(call("c1").status()).isEqualTo(CallStatus.RINGING);
    assertThat(call("c1").facts()).isEmpty();

    sweepAll(until);
    assertThat(call("c1").status()).isEqualTo(CallStatus.FAILED);
    assertThat(call("c1").givenUpAt()).contains(until);
    assertThat(call("c1").endedAt()).isEmpty();
    assertThat(call("c1").hangUp())
        .contains(new HangUp(HangupCause.UNKNOWN, "", HangupSource.UNKNOWN));
    assertThat(names(query -> query.of(CallStatus.FAILED))).containsExactly("c1");
    assertThat(names(query -> query.of(CallStatus.RINGING))).isEmpty();

    List<ToldFact> once = call("c1").facts();
    sweepAll(until.plus(Duration.ofDays(2)));
    assertThat(call("c1").facts()).isEqualTo(once);
  }

  /** Its id is older than what a clock that was ahead has looked at. */
  @Test
  default void aCallAfterTheClockWasSetBackIsClosedToo() {
    sweepAll(NOW.plus(Duration.ofDays(1)));
    begin(connected(storedSession(), "c1", NOW));
    sweepAll(call("c1").canLastUntil());
    assertThat(call("c1").status()).isEqualTo(CallStatus.FAILED);
  }

  /** While calls come in a burst; whoever settles them does it when there is time. */
  @Test
  default void oneThatHasNoPlaceAmongTheCallsYetIsPassedOverByNoLook() {
    MaskingSession session = storedSession();
    begin(connected(session, "c2", NOW.plusSeconds(60)));
    settleAll();
    begin(connected(session, "c1", NOW));
    Instant late = NOW.plus(Duration.ofDays(1));
    assertThat(database().sweep().sweep(late)).isFalse();
    sweepAll(late);
    assertThat(call("c1").status()).isEqualTo(CallStatus.FAILED);
    assertThat(call("c2").status()).isEqualTo(CallStatus.FAILED);
  }

  @Test
  default void anAnsweredOneIsCompleted() {
    begin(connected(storedSession(), "c1", NOW));
    tell("c1", new Answered("answered"));
    sweepAll(NOW.plus(Duration.ofDays(1)));
    assertThat(call("c1").status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call("c1").hangUp()).map(HangUp::cause).contains(HangupCause.UNKNOWN);
    assertThat(names(query -> query.of(CallStatus.COMPLETED))).containsExactly("c1");
  }

  @Test
  default void oneWhoseEndComesAfterItWasLookedAtIsLeftAlone() {
    begin(connected(storedSession(), "c1", NOW));
    sweepAll(NOW.plus(Duration.ofMinutes(20)));
    tell("c1", ended(Duration.ofSeconds(5)));
    Call before = call("c1");
    sweepAll(NOW.plus(Duration.ofDays(1)));
    assertThat(call("c1")).isEqualTo(before);
  }

  @Test
  default void theRealEndCountsMoreWheneverItComes() {
    MaskingSession session = storedSession();
    begin(connected(session, "swept", NOW), connected(session, "clean", NOW));
    tell("clean", ended(Duration.ZERO));
    sweepAll(NOW.plus(Duration.ofDays(1)));
    assertThat(call("swept").givenUpAt()).isPresent();
    tell("swept", ended(Duration.ZERO));
    Call swept = call("swept");
    assertThat(swept.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(swept.endedAt()).contains(NOW.plusSeconds(50));
    assertThat(swept.givenUpAt()).isEmpty();
    assertThat(swept.hangUp()).isEqualTo(call("clean").hangUp());
    assertThat(names(query -> query.of(CallStatus.CANCELLED))).contains("swept");
  }

  @Test
  default void refusedAndEndedCallsAreNotTouched() {
    begin(refused("refused", NOW), connected(storedSession(), "ended", NOW));
    tell("ended", ended(Duration.ofSeconds(9)));
    sweepAll(NOW.plus(Duration.ofDays(3)));
    assertThat(call("refused").facts()).isEmpty();
    assertThat(call("ended").facts()).hasSize(1);
  }

  @Test
  default void whoWasAskedForACodeAndPutThroughLaterHasTheTimeOfACall() {
    begin(challenged("c1", NOW));
    sweepAll(NOW.plus(Duration.ofMinutes(11)));
    begin(connected(storedSession(), "c1", NOW.plusSeconds(20)));
    sweepAll(NOW.plus(Call.ASKED_MAX).plus(Call.OVERDUE_AFTER).plusSeconds(1));
    assertThat(call("c1").status()).isEqualTo(CallStatus.RINGING);
    sweepAll(call("c1").canLastUntil());
    assertThat(call("c1").status()).isEqualTo(CallStatus.FAILED);
  }

  @Test
  default void whoWasOnlyAskedIsClosedToo() {
    begin(challenged("c1", NOW));
    sweepAll(NOW.plus(Duration.ofDays(1)));
    assertThat(call("c1").status()).isEqualTo(CallStatus.FAILED);
    assertThat(names(query -> query.of(CallStatus.FAILED))).containsExactly("c1");
  }

  @Test
  default void allOfManyAreClosedAndOthersPassedOver() {
    MaskingSession session = storedSession();
    int many = CallSweep.LOOKED_AT_MAX + 200;
    List<CallStart> starts =
        IntStream.range(0, many)
            .mapToObj(i -> connected(session, "c" + i, NOW.plusMillis(i)))
            .toList();
    database().calls().append(starts, List.of());
    List<ToldFact> ends = new ArrayList<>();
    for (int i = 0; i < many; i += 3) {
      ends.add(new ToldFact(ACCOUNT, new CarrierCallId("c" + i), ended(Duration.ZERO), NOW));
    }
    database().calls().append(List.of(), ends);

    sweepAll(NOW.plus(Duration.ofDays(1)));
    assertThat(names(CallQuery.newest(many).of(CallStatus.FAILED))).hasSize(many - ends.size());
    assertThat(names(CallQuery.newest(many).of(CallStatus.RINGING))).isEmpty();
  }

  // Filters.

  @Test
  default void callsAreFoundByParticipantNumberAccountPoolAndTime() {
    NumberPool pool = storedPool();
    MaskingSession session = storedSession(pool);
    begin(
        connected(session, "first", NOW),
        refused("refused", NOW.plusSeconds(1)),
        connected(session, "second", NOW.plusSeconds(2)));
    ParticipantId called = session.participants().getFirst().id();

    assertThat(names(query -> of(query, called))).containsExactly("second", "first");
    assertThat(names(query -> of(query, new ParticipantId(SampleSessions.id(NOW))))).isEmpty();
    assertThat(names(query -> number(query, 0))).containsExactly("second", "first");
    assertThat(names(query -> number(query, 1))).containsExactly("second", "refused", "first");
    assertThat(names(query -> number(query, 2))).isEmpty();
    assertThat(names(query -> account(query, ACCOUNT))).hasSize(3);
    assertThat(names(query -> account(query, "other"))).isEmpty();
    assertThat(names(query -> pool(query, pool.id().uuid()))).hasSize(3);
    assertThat(names(query -> pool(query, new UUID(1, 1)))).isEmpty();
    assertThat(names(query -> until(query, NOW.plusSeconds(2))))
        .containsExactly("refused", "first");
    assertThat(names(query -> until(query.since(NOW.plusSeconds(1)), NOW.plusSeconds(2))))
        .containsExactly("refused");
  }

  private static CallQuery of(CallQuery query, ParticipantId participant) {
    return filtered(query, Optional.of(participant), Optional.empty(), Optional.empty());
  }

  private static CallQuery number(CallQuery query, int place) {
    return filtered(query, Optional.empty(), Optional.of(place), Optional.empty());
  }

  private static CallQuery account(CallQuery query, String account) {
    return filtered(query, Optional.empty(), Optional.empty(), Optional.of(account));
  }

  private static CallQuery filtered(
      CallQuery query,
      Optional<ParticipantId> participant,
      Optional<Integer> number,
      Optional<String> account) {
    return new CallQuery(
        query.session(),
        participant,
        number.map(SampleSessions::proxy),
        query.status(),
        account,
        query.pool(),
        query.since(),
        query.until(),
        query.before(),
        query.limit());
  }

  private static CallQuery pool(CallQuery query, UUID pool) {
    return new CallQuery(
        query.session(),
        query.participant(),
        query.number(),
        query.status(),
        query.carrierAccount(),
        Optional.of(new PoolId(pool)),
        query.since(),
        query.until(),
        query.before(),
        query.limit());
  }

  private static CallQuery until(CallQuery query, Instant until) {
    return new CallQuery(
        query.session(),
        query.participant(),
        query.number(),
        query.status(),
        query.carrierAccount(),
        query.pool(),
        query.since(),
        Optional.of(until),
        query.before(),
        query.limit());
  }

  // Totals.

  private List<Total> totals() {
    return database()
        .totals()
        .of(NOW, NOW.plus(Duration.ofDays(1)), Optional.empty(), Optional.empty());
  }

  @Test
  default void totalsAreOfTheRecordsAndOfWhatIsToldOfThemLater() {
    NumberPool pool = storedPool();
    MaskingSession session = storedSession(pool);
    begin(
        connected(session, "talked", NOW),
        connected(session, "clocked", NOW.plusSeconds(1)),
        connected(session, "silent", NOW.plusSeconds(2)),
        refused("refused", NOW.plusSeconds(3)),
        connected(session, "before", NOW.minusMillis(1)),
        connected(session, "after", NOW.plus(Duration.ofDays(1))));
    tell("talked", ended(Duration.ofSeconds(30)));
    tell(
        "clocked",
        new Answered("answered", Optional.of(NOW.plusSeconds(5))),
        new LegEnded(
            "leg", Leg.OUTBOUND, hangUp(), Optional.empty(), Optional.of(NOW.plusSeconds(15))));

    assertThat(totals())
        .containsExactly(
            new Total(
                Optional.of(pool.id()),
                ACCOUNT,
                Map.of(
                    CallStatus.COMPLETED, 1L,
                    CallStatus.IN_PROGRESS, 1L,
                    CallStatus.RINGING, 1L,
                    CallStatus.REFUSED, 1L),
                3,
                Map.of(Reason.UNKNOWN_CALLER, 1L),
                2,
                Duration.ofSeconds(40)));
    assertThat(totals().getFirst().calls()).isEqualTo(4);
    assertThat(totals().getFirst().answered()).isEqualTo(2);

    tell("silent", ended(Duration.ofSeconds(60)));
    assertThat(totals().getFirst().answered()).isEqualTo(3);
    assertThat(totals().getFirst().talked()).isEqualTo(Duration.ofSeconds(100));
    assertThat(
            database().totals().of(NOW, NOW.plusSeconds(9), Optional.empty(), Optional.of("other")))
        .isEmpty();
  }

  // What nobody knows.

  @Test
  default void whatIsToldOfCallsThatNobodyKnowsIsSeenPageByPage() {
    tell("known", new Answered("answered"));
    for (int i = 0; i < 5; i++) {
      tell("unknown-" + i, new Answered("answered"), ended(Duration.ofSeconds(5)));
    }
    begin(refused("known", NOW));

    List<Unmatched> all = database().unmatched().newest(Optional.empty(), 100);
    assertThat(all)
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(fact -> fact.carrierCallId().text().startsWith("unknown-"))
        .allMatch(fact -> fact.carrierAccount().equals(ACCOUNT))
        .isSortedAccordingTo(Comparator.comparing(Unmatched::receivedAt).reversed());
    assertThat(all).extracting(Unmatched::kind).contains("ANSWERED");
    List<Unmatched> paged = new ArrayList<>();
    Optional<Unmatched> last = Optional.empty();
    while (paged.size() < 10) {
      List<Unmatched> page = database().unmatched().newest(last, 3);
      assertThat(page).isNotEmpty();
      paged.addAll(page);
      last = Optional.of(page.getLast());
    }
    assertThat(paged).isEqualTo(all);
    assertThat(database().unmatched().newest(last, 3)).isEmpty();
  }
}
