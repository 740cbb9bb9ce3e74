package io.bauta.edge;

import io.bauta.call.Call;
import io.bauta.call.CallFact;
import io.bauta.call.CallStore;
import io.bauta.call.CallTraits;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.outbox.OwedCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the call that a carrier tells about by what it says of it, where its id is that of no call.
 *
 * <p>A call that was told to be over is never meant, but by the very webhook that told so, come
 * again. What is told of no call that can be found is kept under the id that it came with.
 */
public final class ToldCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ToldCalls.class);
  private static final String TOLD_AS = "@";

  /** One finds and stores at a time: two ends of two calls must not be taken for one's. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final CallStore calls;
  private final CallLog log;
  private final CallLedger ledger;

  /**
   * Finds in {@code calls}, of which {@code log} may hold the latest.
   *
   * @param ledger hears of the ends of calls
   */
  public ToldCalls(CallStore calls, CallLog log, CallLedger ledger) {
    this.calls = calls;
    this.log = log;
    this.ledger = ledger;
  }

  /**
   * Stores what {@code tells} says with what is {@code owed} for it, and says whether it was
   * durable within {@code wait}, as {@link CallLog#toldDurably} does.
   */
  boolean store(String account, Tells tells, List<OwedCommand> owed, Instant now, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    ledger.told(account, tells.call(), tells.facts());
    List<ToldFact> told = facts(account, tells.call(), tells.facts(), now);
    if (tells.traits().isEmpty() || !takeTurn(wait)) {
      return log.toldDurably(told, owed, left(deadline));
    }
    try {
      return log.toldDurably(
          other(account, tells.call(), tells.traits().get(), now, left(deadline))
              .map(
                  id -> {
                    ledger.told(account, id, tells.facts());
                    return facts(account, id, toldAs(tells.call(), tells.facts()), now);
                  })
              .orElse(told),
          owed,
          left(deadline));
    } finally {
      turn.unlock();
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private static List<ToldFact> facts(
      String account, CarrierCallId call, List<CallFact> facts, Instant now) {
    return facts.stream().map(fact -> new ToldFact(account, call, fact, now)).toList();
  }

  private boolean takeTurn(Duration wait) {
    try {
      return turn.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The id of the call that is meant, where {@code call} is not; empty when nothing is known. */
  private Optional<CarrierCallId> other(
      String account, CarrierCallId call, CallTraits traits, Instant now, Duration wait) {
    try {
      if (!log.flush(wait) || calls.findByCarrierId(account, call).isPresent()) {
        return Optional.empty();
      }
      List<Call> candidates = calls.listByTraits(account, traits, now);
      return candidates.stream()
          .filter(candidate -> wasToldAs(call, candidate))
          .findFirst()
          .or(() -> nearest(candidates, traits.receivedAt().orElse(now)))
          .map(candidate -> candidate.start().carrierCallId());
    } catch (RuntimeException away) {
      LOG.warn("{}: the call that is told about was not looked for", account, away);
      return Optional.empty();
    }
  }

  private static Optional<Call> nearest(List<Call> candidates, Instant receivedAt) {
    return candidates.stream()
        .filter(candidate -> !candidate.isEnded())
        .min(
            Comparator.comparing(
                candidate -> Duration.between(candidate.start().receivedAt(), receivedAt).abs()));
  }

  private static boolean wasToldAs(CarrierCallId call, Call candidate) {
    return candidate.facts().stream().anyMatch(told -> told.fact().key().endsWith(mark(call)));
  }

  /** With the id that they came with in their keys, by which a repetition is known. */
  private static List<CallFact> toldAs(CarrierCallId call, List<CallFact> facts) {
    return facts.stream().map(fact -> toldAs(call, fact)).toList();
  }

  private static CallFact toldAs(CarrierCallId call, CallFact fact) {
    String mark = mark(call);
    int room = Math.max(0, CallFact.KEY_LENGTH_MAX - mark.length());
    String key = fact.key();
    return fact.withKey(key.substring(0, Math.min(key.length(), room)) + mark);
  }

  /** The end of a long id, which leaves room for the facts' own keys. */
  private static String mark(CarrierCallId call) {
    String id = call.text();
    return TOLD_AS + id.substring(Math.max(0, id.length() - CallFact.KEY_LENGTH_MAX / 2));
  }
}
