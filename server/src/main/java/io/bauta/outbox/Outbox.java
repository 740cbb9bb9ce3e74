package io.bauta.outbox;

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

  private static final String FORGET = "forget";
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Semaphore places = new Semaphore(UNDERWAY_MAX);
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  /** Sent before they were durable. No longer than the queue of what is not durable yet. */
  private final Set<String> early = ConcurrentHashMap.newKeySet();

  private final OutboxStore store;
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
   * @param listener hears of each try
   */
  public Outbox(
      OutboxStore store,
      CommandSender sender,
      Reminders reminders,
      List<CarrierAccount> accounts,
      SendingPace pace,
      CommandTry.Listener listener,
      Clock clock) {
    this(store, sender, reminders, accounts, Outbox::commandable, pace, listener, clock);
  }

  Outbox(
      OutboxStore store,
      CommandSender sender,
      Reminders reminders,
      List<CarrierAccount> accounts,
      Function<CarrierAccount, Commandable> carriers,
      SendingPace pace,
      CommandTry.Listener listener,
      Clock clock) {
    this.store = store;
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
    open.stream()
        .collect(Collectors.groupingBy(owed -> owed.account() + "/" + owed.call()))
        .values()
        .forEach(this::owe);
  }

  /**
   * Sees to commands that are durable now, those of one call in their order. Returns at once.
   *
   * @param commands as {@link OutboxStore#append} returned them
   */
  public void owe(List<OwedCommand> commands) {
    List<OwedCommand> unsent = commands.stream().filter(owed -> !wasSentEarly(owed)).toList();
    send(unsent);
  }

  /**
   * Sends commands that could not be made durable in time: a caller waits, and an outage of our
   * store is not theirs. When they are durable after all, {@link #owe} does not send them again.
   */
  public void oweUnstored(List<OwedCommand> commands) {
    commands.forEach(owed -> early.add(owed.key()));
    send(commands);
  }

  private boolean wasSentEarly(OwedCommand owed) {
    if (!early.remove(owed.key())) {
      return false;
    }
    store.ended(owed, CommandEnd.DONE, clock.instant());
    return true;
  }

  private void send(List<OwedCommand> commands) {
    Instant now = clock.instant();
    commands.stream()
        .filter(owed -> owed.dueAt().isAfter(now))
        .forEach(owed -> reminders.remind(owed.key(), owed.dueAt()));
    commands.stream()
        .filter(owed -> !owed.dueAt().isAfter(now))
        .collect(Collectors.groupingBy(owed -> owed.account() + "/" + owed.call()))
        .values()
        .forEach(this::sendInOrder);
  }

  private void sendInOrder(List<OwedCommand> ofOneCall) {
    if (!places.tryAcquire()) {
      Instant soon = clock.instant().plus(pace.later());
      ofOneCall.forEach(owed -> reminders.remind(owed.key(), soon));
      return;
    }
    Thread.ofVirtual()
        .name("outbox")
        .start(
            () -> {
              try {
                ofOneCall.forEach(this::sendAtOnce);
              } finally {
                places.release();
              }
            });
  }

  private void sendAtOnce(OwedCommand owed) {
    if (!underway.add(owed.key())) {
      return;
    }
    try {
      for (Duration pause : pace.atOnce()) {
        Thread.sleep(pause);
        if (closed || attempt(owed)) {
          return;
        }
      }
      reminders.remind(owed.key(), clock.instant().plus(pace.later()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      // It is still owed: the schedule or the next start sees to it.
      LOG.error("{} for {} is not settled", owed.command(), owed.call(), fault);
    } finally {
      underway.remove(owed.key());
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
    return tryAgain(open.get());
  }

  private Optional<Instant> tryAgain(OwedCommand owed) {
    Optional<Instant> later = Optional.of(clock.instant().plus(pace.later()));
    if (closed || !underway.add(owed.key())) {
      return later;
    }
    try {
      return attempt(owed) ? Optional.empty() : later;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return later;
    } finally {
      underway.remove(owed.key());
    }
  }

  /** Whether the command is settled, one way or the other. */
  private boolean attempt(OwedCommand owed) throws InterruptedException {
    CarrierAccount account = accounts.get(owed.account());
    if (account == null) {
      LOG.error("{} is owed to the account {}, which is gone", owed.command(), owed.account());
      store.ended(owed, CommandEnd.REJECTED, clock.instant());
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

  private boolean end(OwedCommand owed, CommandEnd end, Commandable carrier) {
    Instant now = clock.instant();
    store.ended(owed, end, now);
    boolean helped = end == CommandEnd.DONE || end == CommandEnd.CALL_GONE;
    List<CarrierCommand> instead = helped ? List.of() : carrier.instead(owed.command());
    if (!instead.isEmpty()) {
      List<OwedCommand> owedInstead =
          instead.stream()
              .map(command -> new OwedCommand(owed.account(), owed.call(), command, now))
              .toList();
      owe(store.append(List.of(), List.of(), owedInstead));
    }
    return true;
  }

  /** Tries nothing any more. What is owed stays owed, and the next start sees to it. */
  @Override
  public void close() {
    closed = true;
  }
}
