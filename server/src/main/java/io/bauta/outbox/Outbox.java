package io.bauta.outbox;

import io.bauta.call.CallStore;
import io.bauta.carrier.Carrier.Commandable;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what is owed to carriers.
 *
 * <p>A command that was stored is sent at once: a caller hears silence until it arrives. What
 * cannot be sent is tried again on a schedule that survives a restart, until it is too late to help
 * anybody. A command that the carrier rejects is replaced by what the carrier's translator says, so
 * that no caller is left alone.
 */
public final class Outbox implements AutoCloseable {

  /** Commands on their way at the same time; more wait for the schedule. */
  public static final int UNDERWAY_MAX = 2_000;

  /**
   * How long a command that ended is remembered, so that a late repetition of its webhook is seen.
   */
  public static final Duration REMEMBERED = Duration.ofDays(1);

  /** How long a stop waits for commands that are under way. */
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(3);

  private static final String FORGET = "forget";
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Semaphore places = new Semaphore(UNDERWAY_MAX);
  private final Set<String> underway = ConcurrentHashMap.newKeySet();
  private final UnstoredCommands unstored = new UnstoredCommands();
  private final OutboxStore store;
  private final CallStore calls;
  private final CommandSender sender;
  private final Reminders reminders;
  private final Map<String, CarrierAccount> accounts;
  private final Function<CarrierAccount, Commandable> carriers;
  private final SendingPace pace;
  private final CommandTry.Listener listener;
  private final Clock clock;
  private volatile boolean closed;

  /**
   * An outbox for these accounts; nothing is sent before {@link #resume}.
   *
   * @param calls says whether a call has gone on
   * @param listener hears of each try
   */
  public Outbox(
      OutboxStore store,
      CallStore calls,
      CommandSender sender,
      Reminders reminders,
      List<CarrierAccount> accounts,
      SendingPace pace,
      CommandTry.Listener listener,
      Clock clock) {
    this(store, calls, sender, reminders, accounts, Outbox::commandable, pace, listener, clock);
  }

  Outbox(
      OutboxStore store,
      CallStore calls,
      CommandSender sender,
      Reminders reminders,
      List<CarrierAccount> accounts,
      Function<CarrierAccount, Commandable> carriers,
      SendingPace pace,
      CommandTry.Listener listener,
      Clock clock) {
    this.store = store;
    this.calls = calls;
    this.sender = sender;
    this.reminders = reminders;
    this.accounts = accounts.stream().collect(Collectors.toMap(CarrierAccount::name, a -> a));
    this.carriers = carriers;
    this.pace = pace;
    this.listener = listener;
    this.clock = clock;
  }

  private static Commandable commandable(CarrierAccount account) {
    return (Commandable) Carriers.byId(account.carrier()).orElseThrow();
  }

  /** Takes up what was owed when the server stopped: sent if it is still of use, or given up. */
  public void resume() {
    reminders.start(this::reminded);
    reminders.remind(FORGET, clock.instant().plus(FORGET_EVERY));
    List<OwedCommand> open = store.open();
    if (!open.isEmpty()) {
      LOG.info("{} commands were owed to carriers when the server stopped", open.size());
    }
    owe(open);
  }

  /**
   * Sees to commands that are durable now, those of one call in their order. Returns at once, and
   * never fails: what goes wrong is tried again.
   *
   * @param commands as {@link OutboxStore#append} returned them
   */
  public void owe(List<OwedCommand> commands) {
    byCall(commands)
        .forEach(
            ofOneCall ->
                inBackground(
                    () ->
                        ofOneCall.stream()
                            .filter(owed -> !unstored.isDurableNow(owed, this::storeEnd))
                            .forEach(this::seeTo)));
  }

  /**
   * Sends commands that could not be made durable in time: a caller waits, and an outage of our
   * store is not theirs. When they are durable after all, {@link #owe} does not send them again.
   */
  public void oweUnstored(List<OwedCommand> commands) {
    commands.forEach(unstored::begin);
    byCall(commands).forEach(ofOneCall -> inBackground(() -> ofOneCall.forEach(this::seeTo)));
  }

  private static Collection<List<OwedCommand>> byCall(List<OwedCommand> commands) {
    return commands.stream()
        .collect(Collectors.groupingBy(owed -> owed.account() + "/" + owed.call()))
        .values();
  }

  private void inBackground(Runnable work) {
    Thread.ofVirtual()
        .name("outbox")
        .start(
            () -> {
              places.acquireUninterruptibly();
              try {
                work.run();
              } finally {
                places.release();
              }
            });
  }

  /** Sends a command now, or sees to it that it is sent when it is due. */
  private void seeTo(OwedCommand owed) {
    try {
      if (owed.dueAt().isAfter(clock.instant())) {
        later(owed, owed.dueAt());
      } else if (!isSentAtOnce(owed)) {
        later(owed, clock.instant().plus(pace.later()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isSentAtOnce(OwedCommand owed) throws InterruptedException {
    if (!underway.add(owed.key())) {
      return true;
    }
    try {
      for (Duration pause : pace.atOnce()) {
        Thread.sleep(pause);
        if (closed || isSettled(owed)) {
          return true;
        }
      }
      return false;
    } finally {
      underway.remove(owed.key());
    }
  }

  /** Leaves it to the schedule; while the store is away, a thread keeps the time instead. */
  private void later(OwedCommand owed, Instant at) throws InterruptedException {
    Optional<Instant> next = Optional.of(at);
    while (next.isPresent() && !closed && !isOnSchedule(owed, next.get())) {
      Thread.sleep(Duration.between(clock.instant(), next.get()).plusMillis(1));
      next = tryAgain(owed);
    }
  }

  private boolean isOnSchedule(OwedCommand owed, Instant at) {
    if (unstored.isUnstored(owed)) {
      return false;
    }
    try {
      reminders.remind(owed.key(), at);
      return true;
    } catch (RuntimeException away) {
      LOG.warn("{} is not on the schedule yet", owed.command(), away);
      return false;
    }
  }

  /** When to be reminded again of {@code key}; empty when it is settled. */
  private Optional<Instant> reminded(String key) {
    if (key.equals(FORGET)) {
      store.forget(clock.instant().minus(REMEMBERED));
      return Optional.of(clock.instant().plus(FORGET_EVERY));
    }
    Optional<OwedCommand> open = store.findOpen(key);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    if (open.get().dueAt().isAfter(clock.instant())) {
      return Optional.of(open.get().dueAt());
    }
    try {
      return tryAgain(open.get());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of(clock.instant().plus(pace.later()));
    }
  }

  private Optional<Instant> tryAgain(OwedCommand owed) throws InterruptedException {
    Optional<Instant> later = Optional.of(clock.instant().plus(pace.later()));
    if (closed || !underway.add(owed.key())) {
      return later;
    }
    try {
      return isSettled(owed) ? Optional.empty() : later;
    } finally {
      underway.remove(owed.key());
    }
  }

  /** Tries once; a fault of ours, such as a store that is away, leaves it to the next try. */
  private boolean isSettled(OwedCommand owed) throws InterruptedException {
    try {
      return attempt(owed);
    } catch (RuntimeException fault) {
      LOG.error("{} for {} is not settled yet", owed.command(), owed.call(), fault);
      return false;
    }
  }

  /** Whether the command is settled, one way or the other. */
  private boolean attempt(OwedCommand owed) throws InterruptedException {
    CarrierAccount account = accounts.get(owed.account());
    if (account == null) {
      LOG.error("{} is owed to the account {}, which is gone", owed.command(), owed.account());
      storeEnd(owed, CommandEnd.REJECTED);
      return true;
    }
    Instant now = clock.instant();
    if (now.isAfter(owed.dueAt().plus(pace.usefulFor()))) {
      LOG.error("{} for {} could not be sent in time", owed.command(), owed.call());
      listener.tried(CommandTry.tooLate(account, owed, now));
      return end(owed, CommandEnd.TOO_LATE, carriers.apply(account));
    }
    return attempt(owed, account, carriers.apply(account), now);
  }

  private boolean attempt(
      OwedCommand owed, CarrierAccount account, Commandable carrier, Instant now)
      throws InterruptedException {
    CarrierRequest request = carrier.request(owed.command(), account);
    long begun = System.nanoTime();
    Optional<HttpReply> reply = send(request, owed);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    CommandOutcome outcome =
        reply.map(some -> carrier.judge(owed.command(), some)).orElse(CommandOutcome.RETRY);
    LOG.debug("{}: {} {}", owed.account(), owed.command(), outcome);
    listener.tried(CommandTry.sent(account, owed, now, took, request, reply, outcome));
    return switch (outcome) {
      case RETRY -> false;
      case DONE -> end(owed, CommandEnd.DONE, carrier);
      case CALL_GONE -> end(owed, CommandEnd.CALL_GONE, carrier);
      case REJECTED -> {
        LOG.error("{}: the carrier rejects {}", owed.account(), owed.command());
        yield end(owed, CommandEnd.REJECTED, carrier);
      }
    };
  }

  /** The carrier's reply; empty when there was none, and then it may have arrived or not. */
  private Optional<HttpReply> send(CarrierRequest request, OwedCommand owed)
      throws InterruptedException {
    try {
      return Optional.of(sender.send(request));
    } catch (IOException noReply) {
      LOG.warn("{}: no reply to {}, to be repeated", owed.account(), owed.command());
      return Optional.empty();
    }
  }

  /**
   * What a caller is told instead of what could not be done. But a command of which no reply was
   * seen may have been carried out: where the call has gone on since, nothing is done instead.
   */
  private boolean end(OwedCommand owed, CommandEnd end, Commandable carrier) {
    boolean helped = end == CommandEnd.DONE || end == CommandEnd.CALL_GONE;
    List<CarrierCommand> instead = helped ? List.of() : carrier.instead(owed.command());
    if (instead.isEmpty()) {
      storeEnd(owed, end);
    } else if (hasGoneOn(owed)) {
      storeEnd(owed, CommandEnd.CALL_GONE);
    } else {
      Instant now = clock.instant();
      oweInstead(
          instead.stream()
              .map(command -> new OwedCommand(owed.account(), owed.call(), command, now))
              .toList());
      storeEnd(owed, end);
    }
    return true;
  }

  /** Whether the two talk, or the call is over. */
  private boolean hasGoneOn(OwedCommand owed) {
    return calls
        .findByCarrierId(owed.account(), owed.call())
        .filter(call -> call.answeredAt().isPresent() || call.endedAt().isPresent())
        .isPresent();
  }

  private void oweInstead(List<OwedCommand> instead) {
    try {
      owe(store.append(List.of(), List.of(), instead));
    } catch (RuntimeException away) {
      LOG.error("{} are sent unstored", instead, away);
      oweUnstored(instead);
    }
  }

  private void storeEnd(OwedCommand owed, CommandEnd end) {
    if (unstored.isToBeStoredLater(owed, end)) {
      return;
    }
    store.ended(owed, end, clock.instant());
  }

  /**
   * Tries nothing any more, and waits a moment for what is under way. What is still owed then stays
   * owed, and the next start sees to it.
   */
  @Override
  public void close() {
    closed = true;
    long giveUp = System.nanoTime() + CLOSE_WAIT_MAX.toNanos();
    try {
      while (!underway.isEmpty() && System.nanoTime() < giveUp) {
        Thread.sleep(10);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
