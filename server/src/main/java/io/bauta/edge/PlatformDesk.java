package io.bauta.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.edge.PlatformAnswer.OpenSession;
import io.bauta.edge.PlatformAnswer.Said;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Line;
import io.bauta.routing.Desk;
import io.bauta.routing.IncomingCall;
import io.bauta.session.OpenOutcome;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.Sessions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the platform what to do with callers of whom we know nothing, and does what it says as far
 * as that is not the router's: it opens sessions.
 *
 * <p>A call is asked about once, however often its question comes; what was said is remembered, in
 * bounds. The caller hears silence meanwhile, so everything has a deadline.
 */
public final class PlatformDesk {

  /** Questions to the platform at the same time; callers beyond have their pool's fallback. */
  public static final int QUESTIONS_MAX = 64;

  /** Calls for which it is remembered what the platform said. */
  public static final int CALLS_MAX = 20_000;

  /** How long a session that the platform wants may take to be opened. */
  static final Duration OPENING_WAIT_MAX = Duration.ofMillis(800);

  private static final Logger LOG = LoggerFactory.getLogger(PlatformDesk.class);
  private static final int ID_BYTES = 16;
  private static final String KEY_PREFIX = "platform-";

  private final Platform platform;
  private final Duration waitMax;
  private final Sessions sessions;
  private final Semaphore places = new Semaphore(QUESTIONS_MAX);
  private final Calls calls = new Calls();

  /** A call, under the carrier's id for it. */
  private record Key(
      String account, CarrierCallId call, PhoneNumber dialed, Optional<PhoneNumber> caller) {}

  /** Who asks holds it, so that the same question at the same moment waits. */
  private static final class Asked {
    private Desk.@Nullable Answer answer;
  }

  /** Oldest first. */
  private static final class Calls extends LinkedHashMap<Key, Asked> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Asked> eldest) {
      return size() > CALLS_MAX;
    }
  }

  /**
   * A desk at which {@code platform} sits.
   *
   * @param deadline how long the platform itself may take
   * @param sessions where it has sessions opened
   */
  public PlatformDesk(Platform platform, Duration deadline, Sessions sessions) {
    this.platform = platform;
    this.waitMax = deadline.plus(OPENING_WAIT_MAX);
    this.sessions = sessions;
  }

  /** Forgets what was said about calls of this number, and about calls to it. */
  public void forget(PhoneNumber number) {
    synchronized (calls) {
      calls
          .entrySet()
          .removeIf(
              entry ->
                  entry.getKey().dialed().equals(number)
                      || entry.getKey().caller().filter(number::equals).isPresent()
                      || (entry.getValue().answer instanceof Desk.Answer.Connected(PhoneNumber to)
                          && to.equals(number)));
    }
  }

  /** The desk for one call. */
  OfCall of(CarrierAccount account, CallId id, CarrierCallId call) {
    return new OfCall(account, id, call);
  }

  /** Remembers what was said, for whoever shows it. */
  final class OfCall implements Desk {

    private final CarrierAccount account;
    private final CallId id;
    private final CarrierCallId carrierCall;
    private Desk.@Nullable Answer said;

    private OfCall(CarrierAccount account, CallId id, CarrierCallId carrierCall) {
      this.account = account;
      this.id = id;
      this.carrierCall = carrierCall;
    }

    @Override
    public Answer ask(Line line, IncomingCall call, Instant now) {
      PlatformQuestion question =
          new PlatformQuestion(
              "ask_" + hash(account.name(), carrierCall),
              id,
              account.name(),
              carrierCall,
              account.homeRegion(),
              line,
              call.caller(),
              now.truncatedTo(ChronoUnit.MILLIS));
      Answer answer = askOnce(question, call.dialed());
      said = answer;
      return answer;
    }

    /** What the platform said, now or before; empty when this call did not need it. */
    Optional<Answer> said() {
      return Optional.ofNullable(said);
    }
  }

  private static String hash(String account, CarrierCallId call) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((account + "\n" + call.text()).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private Desk.Answer askOnce(PlatformQuestion question, PhoneNumber dialed) {
    Key key = new Key(question.carrierAccount(), question.carrierCall(), dialed, question.caller());
    Asked asked;
    synchronized (calls) {
      asked = calls.computeIfAbsent(key, _ -> new Asked());
    }
    synchronized (asked) {
      Desk.Answer first = asked.answer;
      if (first == null) {
        first = askInTime(question);
        asked.answer = first;
        if (first instanceof Desk.Answer.Silence(String why)) {
          LOG.warn("the platform gave no answer about {}: {}", question.call(), why);
        }
      }
      return first;
    }
  }

  private Desk.Answer askInTime(PlatformQuestion question) {
    if (!places.tryAcquire()) {
      return new Desk.Answer.Silence("it is being asked about %d others".formatted(QUESTIONS_MAX));
    }
    CompletableFuture<Desk.Answer> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("question to the platform").start(() -> ask(question, answer));
    try {
      return answer.get(waitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Desk.Answer.Silence("what it said could not be done in time");
    } catch (ExecutionException failed) {
      LOG.error("asking the platform about {} failed", question.call(), failed.getCause());
      return new Desk.Answer.Silence("asking it, or doing what it said, failed");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Desk.Answer.Silence("the server stops");
    }
  }

  private void ask(PlatformQuestion question, CompletableFuture<Desk.Answer> answer) {
    try {
      answer.complete(
          switch (platform.ask(question)) {
            case Said(Desk.Answer said) -> said;
            case OpenSession wanted -> open(question, wanted);
          });
    } catch (RuntimeException failed) {
      answer.completeExceptionally(failed);
    } finally {
      places.release();
    }
  }

  private Desk.Answer open(PlatformQuestion question, OpenSession wanted) {
    Optional<List<Person>> people = people(question, wanted);
    if (people.isEmpty()) {
      return new Desk.Answer.Silence(
          "it wants a session for a caller who cannot be in one: they withhold their number, or are"
              + " known by a code");
    }
    SessionRequest request =
        new SessionRequest(
            question.line().pool(),
            people.get(),
            wanted.lifetime(),
            wanted.reference(),
            wanted.metadata(),
            Optional.of(KEY_PREFIX + question.id()));
    return switch (sessions.open(request, question.at())) {
      // With the key of this call something was opened before; the router sees what it is now.
      case OpenOutcome.Opened _,
          OpenOutcome.AlreadyOpened _,
          OpenOutcome.Merged _,
          OpenOutcome.KeyConflict _ ->
          new Desk.Answer.Opened();
      case OpenOutcome outcome ->
          new Desk.Answer.Silence("the session that it wants cannot be opened: " + words(outcome));
    };
  }

  /** In the places that the pool's mode gives them, so that the number dialled is the caller's. */
  private static Optional<List<Person>> people(PlatformQuestion question, OpenSession wanted) {
    Optional<ProxyNumber> dialed = Optional.of(question.line().number());
    Person callee = wanted.callee();
    Optional<Person> caller =
        question
            .caller()
            .map(
                number ->
                    new Person(wanted.callerName(), number, List.of(), Optional.empty(), dialed));
    return switch (question.line().pool().mode()) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER -> caller.map(first -> List.of(first, callee));
      case GROUP -> caller.map(second -> List.of(callee, second));
      case ONE_PARTY -> Optional.of(party(callee, dialed, question.caller(), wanted.callerName()));
      case PIN -> Optional.empty();
    };
  }

  /** Anyone may call the party on the number dialled; it calls back this caller, where shown. */
  private static List<Person> party(
      Person callee,
      Optional<ProxyNumber> dialed,
      Optional<PhoneNumber> caller,
      String callerName) {
    Person party =
        new Person(callee.name(), callee.realNumber(), List.of(), Optional.empty(), dialed);
    return caller.isEmpty() ? List.of(party) : List.of(party, new Person(callerName, caller.get()));
  }

  private static String words(OpenOutcome outcome) {
    return switch (outcome) {
      case OpenOutcome.Opened _,
          OpenOutcome.AlreadyOpened _,
          OpenOutcome.Merged _,
          OpenOutcome.KeyConflict _ ->
          "it was";
      case OpenOutcome.OtherwiseOpen _ -> "the two have an open session with other numbers";
      case OpenOutcome.TooManyOrders _ -> "the session of the two has too many orders";
      case OpenOutcome.EndMoves _ -> "the two have an open session that lasts from its last call";
      case OpenOutcome.NotFromLastCall _ ->
          "sessions of this pool stand for orders, and no call moves their end";
      case OpenOutcome.ReferenceHeld(var first) -> "%s has its reference".formatted(first);
      case OpenOutcome.PoolExhausted _ -> "no number is free for those two";
      case OpenOutcome.NotInPool _ -> "the pool has lost the number";
      case OpenOutcome.OtherDemanded _ -> "all dial the same number in this pool";
      case OpenOutcome.NotFree(int _, var obstacle) ->
          "the number dialled cannot be lent for it (%s)"
              .formatted(obstacle.name().toLowerCase(Locale.ROOT));
      case OpenOutcome.SameNumber _ -> "it is with the caller themselves";
      case OpenOutcome.UnusableCode _ -> "two have the same code";
      case OpenOutcome.WrongParticipants _ -> "the pool's mode has another number of participants";
      case OpenOutcome.OwnProxyNumber _ -> "it is with one of our own numbers";
      case OpenOutcome.NotRung _ -> "it is with an emergency, premium or short number";
      case OpenOutcome.EndsInThePast _ -> "it would have ended already";
      case OpenOutcome.TooMuchContention _ -> "others took the numbers each time";
    };
  }
}
