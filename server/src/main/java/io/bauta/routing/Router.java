package io.bauta.routing;

import io.bauta.number.NumberingPlans;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.BlockList;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.Line;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.PoolScope;
import io.bauta.pool.Pools;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.rules.CallRules;
import io.bauta.rules.SessionRules;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;
import io.bauta.session.Pin;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.speech.Utterance;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides what to do with a call. Closed by default: whatever does not match is refused, and nobody
 * is connected by falling through.
 *
 * <p>Pure but for its look-ups, and for wrong codes, which it counts: the same routes, call and
 * instant give the same decision.
 */
public final class Router {

  private final Pools pools;
  private final BlockList blocks;
  private final RouteIndex index;
  private final RouteSource source;
  private final LastCallers lastCallers;
  private final KnownPhones knownPhones;
  private final PinAttempts pinAttempts;
  private final Optional<Words> announcementForUnknownNumbers;

  /**
   * A router over these routes.
   *
   * @param source asked on a miss for as long as the index is not complete, and about strangers
   * @param lastCallers asked when a protected party calls
   * @param knownPhones asked before a caller is asked for a code, where the pool wants it
   * @param announcementForUnknownNumbers what a caller hears who dialled a number of no pool
   */
  public Router(
      Pools pools,
      BlockList blocks,
      RouteIndex index,
      RouteSource source,
      LastCallers lastCallers,
      KnownPhones knownPhones,
      PinAttempts pinAttempts,
      Optional<Words> announcementForUnknownNumbers) {
    this.pools = pools;
    this.blocks = blocks;
    this.index = index;
    this.source = source;
    this.lastCallers = lastCallers;
    this.knownPhones = knownPhones;
    this.pinAttempts = pinAttempts;
    this.announcementForUnknownNumbers = announcementForUnknownNumbers;
  }

  /** The answer to a call that nothing was looked up for, in the words for unknown numbers. */
  public Refuse refusal(Reason reason) {
    return new Refuse(reason, Optional.empty(), announcementForUnknownNumbers);
  }

  /** A call on one of our lines, while it is decided about. */
  private record Question(
      IncomingCall call,
      Line line,
      Instant now,
      CallTally tally,
      Desk desk,
      Trace trace,
      boolean isCounted,
      RuleCheck rules) {

    PhoneNumber dialed() {
      return call.dialed();
    }

    PoolPolicies policies() {
      return line.pool().policies();
    }

    Refuse refuse(Reason reason, Optional<SessionId> session) {
      return new Refuse(reason, session, announcement());
    }

    Refuse refuse(Reason reason) {
      return refuse(reason, Optional.empty());
    }

    Optional<Words> announcement() {
      return words(Utterance.ANNOUNCEMENT, line.pool().callPolicy().announcement());
    }

    /** How the pool says {@code what} to this caller. */
    Optional<Words> words(Utterance what, Optional<String> text) {
      return text.map(own -> policies().translations().say(what, own, this::callersCountry));
    }

    private Optional<String> callersCountry() {
      return call.caller().flatMap(NumberingPlans::regionOf);
    }
  }

  /**
   * What to do with {@code call} at {@code now}, where no calls are counted and nobody can be
   * asked. A code that was entered counts as a try.
   */
  public RoutingDecision route(IncomingCall call, Instant now) {
    return route(call, now, CallTally.UNKNOWN, Desk.NOBODY, Trace.NONE);
  }

  /**
   * The same, noting in {@code trace} what was looked at.
   *
   * @param tally counts the call when it is connected
   */
  public RoutingDecision route(IncomingCall call, Instant now, CallTally tally, Trace trace) {
    return route(call, now, tally, Desk.NOBODY, trace);
  }

  /**
   * The same, where somebody can be asked.
   *
   * @param desk is asked what to do with strangers, where their pool asks
   */
  public RoutingDecision route(
      IncomingCall call, Instant now, CallTally tally, Desk desk, Trace trace) {
    return route(call, now, tally, desk, trace, true);
  }

  /** What would be done, where no calls are counted; nothing is changed by it. */
  public RoutingDecision route(IncomingCall call, Instant now, Trace trace) {
    return explain(call, now, CallTally.UNKNOWN, trace);
  }

  /**
   * What would be done with {@code call} at {@code now}; nothing is changed by it, and nobody is
   * asked.
   *
   * @param tally tells of the calls so far, and counts none
   */
  public RoutingDecision explain(IncomingCall call, Instant now, CallTally tally, Trace trace) {
    return route(call, now, tally, Desk.NOBODY, trace, false);
  }

  /**
   * The same to somebody who may know of some pools.
   *
   * @param scope a number of a pool that is not in it is as one of no pool
   */
  public RoutingDecision explain(
      IncomingCall call, Instant now, CallTally tally, PoolScope scope, Trace trace) {
    boolean isHidden =
        pools.line(call.dialed()).filter(line -> !scope.includes(line.pool().id())).isPresent();
    return isHidden ? onNoLine(trace) : explain(call, now, tally, trace);
  }

  private RoutingDecision route(
      IncomingCall call, Instant now, CallTally tally, Desk desk, Trace trace, boolean isCounted) {
    Optional<Line> line = pools.line(call.dialed());
    if (line.isEmpty()) {
      return onNoLine(trace);
    }
    RuleCheck rules = new RuleCheck(blocks, line.get(), trace, tally, now);
    return onOurLine(new Question(call, line.get(), now, tally, desk, trace, isCounted, rules));
  }

  private RoutingDecision onNoLine(Trace trace) {
    trace.step("number_known", false, "the number dialled is in no pool");
    return refusal(Reason.UNKNOWN_NUMBER);
  }

  private RoutingDecision onOurLine(Question q) {
    Line line = q.line();
    q.trace().step("number_known", true, "%s is in pool %s", line.number(), line.pool().name());
    if (!line.carrierAccount().equals(q.call().carrierAccount())) {
      q.trace()
          .step(
              "carrier_account",
              false,
              "the number is reached through %s, not %s",
              line.carrierAccount(),
              q.call().carrierAccount());
      return q.refuse(Reason.UNKNOWN_NUMBER);
    }
    if (!line.state().isAnswered()) {
      q.trace().step("number_state", false, "the number is %s", line.state());
      return q.refuse(Reason.NUMBER_RETIRED);
    }
    q.trace().step("number_state", true, "the number is %s", line.state());
    Optional<Reason> blocked = q.rules().ofCaller(q.call().caller());
    if (blocked.isPresent()) {
      return q.refuse(blocked.get());
    }
    return switch (line.pool().mode()) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP, ONE_PARTY -> byCaller(q);
      case PIN -> byCode(q);
    };
  }

  /** What came of looking for a route. */
  private sealed interface Looked {

    record Found(Route route) implements Looked {}

    record Nothing() implements Looked {}

    /** It was not in memory, and the store is away. */
    record Unknown() implements Looked {}
  }

  private Looked look(Question q, RouteKey key, Holder holder) {
    Route route = index.find(key);
    if (route != null) {
      return new Looked.Found(route);
    }
    if (!index.isUncertain(key)) {
      return new Looked.Nothing();
    }
    switch (source.find(q.dialed(), holder)) {
      case RouteSource.Found.Holder(var session) -> {
        if (isLent(session, q.now())) {
          index.loaded(session);
        }
        Route loaded = index.find(key);
        return loaded == null ? new Looked.Nothing() : new Looked.Found(loaded);
      }
      case RouteSource.Found.NoAnswer() -> {
        q.trace().step("store_answers", false, "it is not in memory, and the store is away");
        return new Looked.Unknown();
      }
      case RouteSource.Found.Nobody() -> {
        index.certainlyNobody(key);
        q.trace().step("store_answers", true, "no route there");
        return new Looked.Nothing();
      }
    }
  }

  /** After its rest, another session may have one of its pairs without our knowing of it. */
  private static boolean isLent(MaskingSession session, Instant now) {
    return session.restsUntil().filter(rest -> !rest.isAfter(now)).isEmpty();
  }

  private RoutingDecision byCaller(Question q) {
    if (q.call().caller().isEmpty()) {
      q.trace().step("caller_shown", false, "the caller withholds their number");
      return asAnyone(q, Optional.empty());
    }
    PhoneNumber caller = q.call().caller().get();
    RouteKey key = new RouteKey(q.dialed().digits(), caller.digits());
    return switch (look(q, key, new Holder.Phone(caller))) {
      case Looked.Found(Route route) -> {
        q.trace().step("caller_known", true, "caller %s is in session %s", caller, route.session());
        yield isFree(route, q.now())
            ? asAnyone(q, Optional.of(route))
            : byRoute(q, route, Why.SESSION);
      }
      case Looked.Nothing() -> {
        q.trace().step("caller_known", false, "caller %s holds no binding on this number", caller);
        yield asAnyone(q, Optional.empty());
      }
      case Looked.Unknown() -> q.refuse(Reason.UNAVAILABLE);
    };
  }

  private static boolean isFree(Route route, Instant now) {
    return !route.isOpenAt(now.toEpochMilli()) && route.restsUntil() <= now.toEpochMilli();
  }

  /**
   * A caller who holds nothing here, or not any more.
   *
   * @param late what they held, when that is over
   */
  private RoutingDecision asAnyone(Question q, Optional<Route> late) {
    if (q.line().pool().mode() == PoolMode.ONE_PARTY) {
      RouteKey key = new RouteKey(q.dialed().digits(), RouteKey.ANYONE);
      switch (look(q, key, new Holder.Anyone())) {
        case Looked.Found(Route route) when !isFree(route, q.now()) -> {
          q.trace().step("anyone", true, "anyone may call, in session %s", route.session());
          return byRoute(q, route, Why.ANYONE);
        }
        case Looked.Found _, Looked.Nothing _ ->
            q.trace().step("anyone", false, "nobody is called by it");
        case Looked.Unknown() -> {
          return q.refuse(Reason.UNAVAILABLE);
        }
      }
    }
    return q.call().caller().isEmpty() ? asStranger(q) : fromTheStore(q, late);
  }

  /**
   * A caller of whom nothing is in memory, or only what is over: the pair may have been another
   * session's since. Memory lets go of those whose session is long over, and their pair was perhaps
   * not lent again: a call back, however late, hears that it is over.
   */
  private RoutingDecision fromTheStore(Question q, Optional<Route> late) {
    Holder holder = new Holder.Phone(q.call().caller().orElseThrow());
    RouteKey key = new RouteKey(q.dialed().digits(), RouteKey.holder(holder));
    RouteSource.Found found = source.find(q.dialed(), holder);
    if (found instanceof RouteSource.Found.NoAnswer && late.isPresent()) {
      return byRoute(q, late.get(), Why.SESSION);
    }
    if (!(found instanceof RouteSource.Found.Holder(MaskingSession session))
        || session.bindings().stream().map(RouteKey::of).noneMatch(key::equals)) {
      if (late.isPresent()) {
        q.trace().step("caller_known", false, "the number was another session's since");
      }
      return asStranger(q);
    }
    if (isLent(session, q.now())) {
      index.loaded(session);
      Route route = index.find(key);
      return route == null ? asStranger(q) : byRoute(q, route, Why.SESSION);
    }
    q.trace().step("session_open", false, "the session ended long ago");
    return ended(q, session.id());
  }

  private RoutingDecision asStranger(Question q) {
    return asStranger(q, q.policies().unknownCaller());
  }

  private RoutingDecision asStranger(Question q, UnknownCaller policy) {
    return switch (policy) {
      case REFUSE ->
          q.refuse(q.call().caller().isEmpty() ? Reason.CALLER_WITHHELD : Reason.UNKNOWN_CALLER);
      // Whose telephone is known was put through before the platform was asked.
      case CHALLENGE ->
          q.policies().unknownCaller() == UnknownCaller.ASK ? byEntering(q) : byCode(q);
      case FORWARD -> toSupport(q, Optional.empty());
      case ASK -> asThePlatformSays(q);
    };
  }

  /** Whatever the platform says, nobody is rung whom the router would not ring. */
  private RoutingDecision asThePlatformSays(Question q) {
    if (q.call().entered().isPresent()) {
      q.trace().step("platform_asked", true, "it was asked before the caller entered anything");
      return byEntering(q);
    }
    Optional<Route> known = knownRoute(q);
    if (known.isPresent()) {
      return byRoute(q, known.get(), Why.PIN);
    }
    if (!q.isCounted()) {
      q.trace().step("platform_asked", false, "an explanation does not ask the platform");
      return unanswered(q);
    }
    return switch (q.desk().ask(q.line(), q.call(), q.now())) {
      case Desk.Answer.Refused(Optional<Words> announcement) -> {
        q.trace().step("platform_asked", false, "the platform says that the caller is refused");
        yield new Refuse(
            Reason.REFUSED_BY_PLATFORM, Optional.empty(), announcement.or(q::announcement));
      }
      case Desk.Answer.Connected(PhoneNumber to) -> {
        q.trace().step("platform_asked", true, "the platform says that %s is rung", to);
        yield outsideSessions(q, to);
      }
      case Desk.Answer.Opened() -> {
        q.trace().step("platform_asked", true, "the platform had a session opened");
        yield byOpened(q);
      }
      case Desk.Answer.Challenged() -> {
        q.trace().step("platform_asked", true, "the platform wants a code from the caller");
        yield byEntering(q);
      }
      case Desk.Answer.Forwarded() when q.policies().forwardTo().isPresent() -> {
        q.trace().step("platform_asked", true, "the platform wants support to answer");
        yield toSupport(q, Optional.empty());
      }
      case Desk.Answer.Forwarded() -> {
        q.trace()
            .step("platform_asked", false, "the platform wants support, and the pool has none");
        yield unanswered(q);
      }
      case Desk.Answer.Silence(String why) -> {
        q.trace().step("platform_asked", false, "the platform gave no answer: %s", why);
        yield unanswered(q);
      }
    };
  }

  private RoutingDecision unanswered(Question q) {
    UnknownCaller fallback = q.policies().unansweredCaller();
    q.trace()
        .step(
            "fallback",
            fallback != UnknownCaller.REFUSE,
            "the pool's fallback is %s",
            fallback.name().toLowerCase(Locale.ROOT));
    return asStranger(q, fallback);
  }

  /** By the session that was opened for this call; it may be over when the question comes again. */
  private RoutingDecision byOpened(Question q) {
    Optional<Route> caller =
        q.call()
            .caller()
            .map(number -> new RouteKey(q.dialed().digits(), number.digits()))
            .flatMap(this::known);
    if (caller.isPresent()) {
      return byRoute(q, caller.get(), Why.SESSION);
    }
    Optional<Route> anyone = known(new RouteKey(q.dialed().digits(), RouteKey.ANYONE));
    if (anyone.isPresent()) {
      return byRoute(q, anyone.get(), Why.ANYONE);
    }
    q.trace().step("caller_known", false, "it does not have the caller on this number");
    return unanswered(q);
  }

  private Optional<Route> known(RouteKey key) {
    return Optional.ofNullable(index.find(key));
  }

  /** Whom the caller wants is told by a code: they are asked for it, or have entered one. */
  private RoutingDecision byCode(Question q) {
    Optional<Route> known = q.call().entered().isEmpty() ? knownRoute(q) : Optional.empty();
    return known.isPresent() ? byRoute(q, known.get(), Why.PIN) : byEntering(q);
  }

  /** The caller is asked for a code, or what they entered is judged. */
  private RoutingDecision byEntering(Question q) {
    IncomingCall call = q.call();
    PinPolicy policy = q.policies().pins();
    if (call.entered().isEmpty()) {
      if (pinAttempts.wrong(call.dialed(), call.caller(), q.now()) >= policy.attempts()) {
        return locked(q);
      }
      q.trace().step("code_entered", false, "the caller is asked for a code");
      return challenge(q, false);
    }
    int tries =
        q.isCounted()
            ? pinAttempts.take(call.dialed(), call.caller(), policy, q.now())
            : pinAttempts.wouldBe(call.dialed(), call.caller(), q.now());
    if (tries > policy.attempts()) {
      return locked(q);
    }
    String entered = call.entered().get();
    if (!Pin.isPin(entered)) {
      return wrongCode(q, tries);
    }
    Holder holder = new Holder.Code(new Pin(entered));
    RouteKey key = new RouteKey(call.dialed().digits(), RouteKey.holder(holder));
    return switch (look(q, key, holder)) {
      case Looked.Found(Route route) when !isFree(route, q.now()) -> {
        q.trace().step("code_known", true, "the code is of session %s", route.session());
        if (q.isCounted()) {
          pinAttempts.right(call.dialed(), call.caller());
        }
        yield byRoute(q, route, Why.PIN);
      }
      case Looked.Found _, Looked.Nothing _ -> wrongCode(q, tries);
      case Looked.Unknown() -> q.refuse(Reason.UNAVAILABLE);
    };
  }

  /**
   * Where a code leads that was entered from the caller's telephone before, as long as the session
   * is open in which it did.
   */
  private Optional<Route> knownRoute(Question q) {
    Optional<PhoneNumber> caller = q.call().caller();
    if (!q.policies().pins().bindsPhone() || caller.isEmpty()) {
      return Optional.empty();
    }
    switch (knownPhones.find(q.call().dialed(), caller.get())) {
      case KnownPhones.Found.Known(SessionId session, Pin code) -> {
        Holder holder = new Holder.Code(code);
        RouteKey key = new RouteKey(q.call().dialed().digits(), RouteKey.holder(holder));
        if (look(q, key, holder) instanceof Looked.Found(Route route)
            && route.isOf(session)
            && route.isOpenAt(q.now().toEpochMilli())) {
          q.trace().step("phone_known", true, "a code of session %s was entered here", session);
          return Optional.of(route);
        }
        q.trace().step("phone_known", false, "the session of the code entered here is over");
      }
      case KnownPhones.Found.Unknown() ->
          q.trace().step("phone_known", false, "no code was entered from this telephone");
      case KnownPhones.Found.NoAnswer() ->
          q.trace().step("phone_known", false, "it is not in memory, and the store is away");
    }
    return Optional.empty();
  }

  private static RoutingDecision wrongCode(Question q, int tries) {
    q.trace().step("code_known", false, "nobody has this code; wrong ones so far: %d", tries);
    return tries >= q.policies().pins().attempts() ? locked(q) : challenge(q, true);
  }

  private static Refuse locked(Question q) {
    q.trace().step("code_attempts", false, "too many wrong codes were entered");
    return q.refuse(Reason.PIN_LOCKED);
  }

  private static Challenge challenge(Question q, boolean again) {
    PinPolicy policy = q.policies().pins();
    Utterance what = again ? Utterance.PIN_PROMPT_AGAIN : Utterance.PIN_PROMPT;
    String prompt = again ? policy.promptAgain() : policy.prompt();
    return new Challenge(
        q.words(what, Optional.of(prompt)).orElseThrow(),
        PinPolicy.LENGTH_MAX,
        PinPolicy.TIMEOUT,
        again,
        q.announcement());
  }

  /**
   * What the session of this route does with the call.
   *
   * @param ifOpen what lets it through while the session is open
   */
  private RoutingDecision byRoute(Question q, Route route, Why ifOpen) {
    if (route.isOpenAt(q.now().toEpochMilli())) {
      q.trace().step("session_open", true, "the session is open");
      return ring(q, route, ifOpen);
    }
    if (route.endsAt() == Route.CLOSED) {
      q.trace().step("session_open", false, "the session was closed");
    } else {
      q.trace()
          .step(
              "session_open",
              false,
              "the session ended at %s",
              Instant.ofEpochMilli(route.endsAt()));
    }
    return late(q, route);
  }

  /** After the end of a session its pool's policy holds: first of the grace, then of the rest. */
  private RoutingDecision late(Question q, Route route) {
    if (route.graceUntil() <= q.now().toEpochMilli()) {
      return ended(q, route.session());
    }
    GracePolicy grace = q.policies().grace();
    boolean isOfTheFirst = route.callerSeat().filter(seat -> seat.position() == 0).isPresent();
    boolean goesOn =
        switch (grace) {
          case NOTICE -> false;
          case ONE_WAY -> isOfTheFirst;
          case CONNECT, FORWARD -> true;
        };
    if (grace != GracePolicy.NOTICE) {
      q.trace().step("grace", goesOn, "late calls have the policy %s", grace);
    }
    if (!goesOn) {
      return ended(q, route.session());
    }
    return grace == GracePolicy.FORWARD
        ? toSupport(q, Optional.of(route.session()))
        : ring(q, route, Why.GRACE);
  }

  private static Refuse ended(Question q, SessionId session) {
    return new Refuse(
        Reason.SESSION_ENDED,
        Optional.of(session),
        q.words(Utterance.ENDED_ANNOUNCEMENT, q.policies().endedAnnouncement())
            .or(q::announcement));
  }

  private RoutingDecision ring(Question q, Route route, Why why) {
    Optional<SessionId> session = Optional.of(route.session());
    List<PhoneNumber> ringed = route.ringed();
    if (route.ringsLastCaller()) {
      switch (lastCallers.find(route.session())) {
        case LastCallers.Found.Caller(PhoneNumber last) -> ringed = List.of(last);
        case LastCallers.Found.Nobody() -> {
          q.trace().step("last_caller", false, "nobody has called this party yet");
          return q.refuse(Reason.NOBODY_TO_CALL_BACK, session);
        }
        case LastCallers.Found.NoAnswer() -> {
          q.trace().step("last_caller", false, "it is not in memory, and the store is away");
          return q.refuse(Reason.UNAVAILABLE, session);
        }
      }
    }
    Optional<Reason> objection = Optional.empty();
    List<PhoneNumber> destinations = new ArrayList<>(ringed.size());
    for (PhoneNumber number : ringed) {
      Optional<Reason> wrong = objection(q, number, route.ringsOrdinary());
      if (wrong.isEmpty()) {
        destinations.add(number);
      } else {
        objection = wrong;
      }
    }
    if (destinations.isEmpty()) {
      return q.refuse(objection.orElseThrow(), session);
    }
    ProxyNumber callerId = new ProxyNumber(route.callerId());
    Optional<Line> shown = pools.line(callerId).filter(line -> line.state().isAnswered());
    if (shown.isEmpty()) {
      q.trace().step("caller_id_answered", false, "%s would be shown, but was given up", callerId);
      return q.refuse(Reason.NUMBER_RETIRED, session);
    }
    if (!shown.get().carrierAccount().equals(q.line().carrierAccount())) {
      // A carrier shows no number but its own, and who calls back must come the same way.
      q.trace()
          .step(
              "caller_id_account",
              false,
              "%s would be shown, but is reached through %s",
              callerId,
              shown.get().carrierAccount());
      return q.refuse(Reason.NUMBER_RETIRED, session);
    }
    CallRules rules = q.policies().rules().with(route.terms().rules());
    Optional<Reason> broken = q.rules().ofCall(q.call(), route, rules);
    if (broken.isPresent()) {
      return q.refuse(broken.get(), session);
    }
    boolean prolongs = q.isCounted() && why != Why.GRACE && route.isMovedByCalls();
    Instant since = prolongs ? q.tally().putThroughAt(q.now()) : q.now();
    if (prolongs && !route.called(since)) {
      q.trace().step("session_open", false, "the session ended while it was decided");
      return ended(q, route.session());
    }
    q.trace().step("connect", true, "rings %s, shown %s", destinations.getFirst(), callerId);
    return new Connect(
        why,
        session,
        route.callerSeat(),
        callee(route, ringed.getFirst().equals(destinations.getFirst())),
        destinations,
        q.policies().ringing(),
        callerId,
        q.line().pool().callPolicy().ringTimeout(),
        talkLimit(q, route, why, since),
        notice(q, route.terms().rules(), rules),
        rules.isRecorded(),
        prolongs ? Optional.of(since) : Optional.empty());
  }

  /** Words that a session has of its own are said as they are, in the language of its pool. */
  private static Optional<Words> notice(Question q, SessionRules ofSession, CallRules rules) {
    return ofSession.notice().isPresent()
        ? ofSession.notice().map(text -> new Words(text, q.policies().translations().own()))
        : q.words(Utterance.NOTICE, rules.notice());
  }

  /**
   * What the pool says; where its calls are to end with their session, no more than what remains of
   * that. In whole seconds, as carriers have them, and never none: some take that for no limit.
   */
  private static Duration talkLimit(Question q, Route route, Why why, Instant since) {
    Duration limit = q.line().pool().callPolicy().talkLimit();
    long end = why == Why.GRACE ? route.graceUntil() : route.endsAfterCall(since);
    if (!q.policies().sessions().endsCalls() || end == Route.NO_END) {
      return limit;
    }
    long millis = end - q.now().toEpochMilli();
    Duration rest = Duration.ofSeconds(Math.max(1, Math.ceilDiv(millis, 1_000)));
    return rest.compareTo(limit) < 0 ? rest : limit;
  }

  /** Whoever is rung when the first is left out is not told apart. */
  private static Optional<Seat> callee(Route route, boolean isFirst) {
    return isFirst ? route.calleeSeat() : Optional.empty();
  }

  /** Why this number may not be rung; empty when it may. */
  private Optional<Reason> objection(Question q, PhoneNumber destination) {
    return objection(q, destination, false);
  }

  /**
   * The same.
   *
   * @param ordinary whether it is known to be an ordinary number
   */
  private Optional<Reason> objection(Question q, PhoneNumber destination, boolean ordinary) {
    if (q.call().caller().filter(destination::equals).isPresent()) {
      q.trace().step("no_loop", false, "the destination is the caller");
      return Optional.of(Reason.LOOP);
    }
    if (pools.holds(destination)) {
      q.trace().step("destination_is_a_person", false, "the destination is one of our own numbers");
      return Optional.of(Reason.DESTINATION_IS_PROXY);
    }
    return q.rules().ofDestination(destination, ordinary);
  }

  /** The number dialled is shown, so that support sees which pool it is about. */
  private RoutingDecision toSupport(Question q, Optional<SessionId> session) {
    PhoneNumber support = q.policies().forwardTo().orElseThrow();
    Optional<Reason> objection = objection(q, support);
    if (objection.isPresent()) {
      return q.refuse(objection.get(), session);
    }
    q.trace().step("connect", true, "rings the pool's support, shown %s", q.line().number());
    return outside(q, Why.SUPPORT, session, support);
  }

  /** The number dialled is shown, as it is to support. */
  private RoutingDecision outsideSessions(Question q, PhoneNumber destination) {
    Optional<Reason> objection =
        objection(q, destination).or(() -> q.rules().ofCallOutside(q.call()));
    if (objection.isPresent()) {
      return q.refuse(objection.get());
    }
    q.trace().step("connect", true, "rings %s, shown %s", destination, q.line().number());
    return outside(q, Why.PLATFORM, Optional.empty(), destination);
  }

  private static Connect outside(
      Question q, Why why, Optional<SessionId> session, PhoneNumber destination) {
    return new Connect(
        why,
        session,
        Optional.empty(),
        Optional.empty(),
        List.of(destination),
        Ringing.IN_ORDER,
        q.line().number(),
        q.line().pool().callPolicy().ringTimeout(),
        q.line().pool().callPolicy().talkLimit(),
        q.words(Utterance.NOTICE, q.policies().rules().notice()),
        q.policies().rules().isRecorded());
  }
}
