package io.bauta.outbox;

import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.Carrier.Commandable;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.outbox.CallProgress.Wanted;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
 * that no caller is left alone; below one that it takes the translator spreads nets, for the case
 * that the carrier never tells what came of it.
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

  /** How long a thread waits for something else to see to. */
  private static final Duration WORKER_IDLE_MAX = Duration.ofSeconds(5);

  private static final String FORGET = "forget";
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Semaphore places = new Semaphore(UNDERWAY_MAX);

  /** Each sends what is owed for one call, and ends. */
  private final Executor senders =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbox").factory());

  /**
   * Virtual threads that are used again: what seals and opens keeps its tools for each thread, and
   * making those takes far longer than sealing.
   */
  private final Executor workers =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          WORKER_IDLE_MAX.toMillis(),
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          Thread.ofVirtual().name("outbox-worker").factory());

  private final Set<String> underway = ConcurrentHashMap.newKeySet();
  private final UnstoredCommands unstored = new UnstoredCommands();
  private final EndsOfCommands ends;
  private final OutboxStore store;
  private final CallProgress progress;
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
    this.progress = new CallProgress(calls);
    this.sender = sender;
    this.reminders = reminders;
    this.accounts = accounts.stream().collect(Collectors.toMap(CarrierAccount::name, a -> a));
    this.carriers = carriers;
    this.pace = pace;
    this.listener = listener;
    this.clock = clock;
    this.ends = new EndsOfCommands(store, workers, this::owe, this::tryLater);
  }

  private static Commandable commandable(CarrierAccount account) {
    return (Commandable) Carriers.byId(account.carrier()).orElseThrow();
  }

  /** Takes up what was owed when the server stopped: sent if it is still of use, or given up. */
  public void resume() {
    // Before they start: one that is due would be under way already, and cannot be put off then.
    reminders.remind(FORGET, clock.instant().plus(FORGET_EVERY));
    reminders.start(this::reminded);
    List<OwedCommand> first = store.open();
    if (!first.isEmpty()) {
      LOG.info("commands were owed to carriers when the server stopped: {}", atLeast(first));
    }
    List<CompletableFuture<Void>> underWay = begin(first);
    if (first.size() == OutboxStore.OPEN_MAX) {
      Thread.ofVirtual().name("outbox-resume").start(() -> resumeAfter(first, underWay));
    }
  }

  private static String atLeast(List<OwedCommand> page) {
    return page.size() < OutboxStore.OPEN_MAX
        ? Integer.toString(page.size())
        : OutboxStore.OPEN_MAX + " or more";
  }

  /** Page after page, each when the one before is under way: there may be very many. */
  private void resumeAfter(List<OwedCommand> first, List<CompletableFuture<Void>> itsWork) {
    List<OwedCommand> page = first;
    List<CompletableFuture<Void>> work = itsWork;
    try {
      while (page.size() == OutboxStore.OPEN_MAX && !closed) {
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get();
        page = pageAfter(page.getLast());
        work = begin(page);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }

  private List<OwedCommand> pageAfter(OwedCommand last) throws InterruptedException {
    while (!closed) {
      try {
        return store.openAfter(Optional.of(last));
      } catch (RuntimeException away) {
        LOG.warn("what else is owed cannot be read yet", away);
        Thread.sleep(pace.later());
      }
    }
    return List.of();
  }

  /**
   * Sees to commands that are durable now, those of one call in their order. Returns at once, and
   * never fails: what goes wrong is tried again.
   *
   * @param commands as {@link OutboxStore#append} returned them
   */
  public void owe(List<OwedCommand> commands) {
    var _ = begin(commands);
  }

  /** The same; returns what is done when they are seen to. */
  private List<CompletableFuture<Void>> begin(List<OwedCommand> commands) {
    Instant now = clock.instant();
    List<OwedCommand> waiting = new ArrayList<>();
    List<OwedCommand> others = new ArrayList<>();
    for (OwedCommand owed : commands) {
      boolean onlyWaits =
          owed.command().when() != When.ENDED_UNANSWERED && owed.dueAt().isAfter(now);
      (onlyWaits ? waiting : others).add(owed);
    }
    List<CompletableFuture<Void>> work = new ArrayList<>();
    if (!waiting.isEmpty()) {
      work.add(inBackground(() -> waiting.forEach(this::putOnSchedule)));
    }
    for (List<OwedCommand> ofOneCall : byCall(others)) {
      work.add(
          inBackground(() -> ofOneCall.stream().filter(this::isToBeSeenTo).forEach(this::seeTo)));
    }
    return work;
  }

  private boolean isToBeSeenTo(OwedCommand owed) {
    return isNet(owed) || !wasSentUnstored(owed);
  }

  /** Where that cannot be, a thread of its own keeps the time. */
  private void putOnSchedule(OwedCommand owed) {
    if (isToBeSeenTo(owed) && !isOnSchedule(owed, owed.dueAt())) {
      var _ = inBackground(() -> seeTo(owed));
    }
  }

  /**
   * Sends commands that could not be made durable in time: a caller waits, and an outage of our
   * store is not theirs. When they are durable after all, {@link #owe} does not send them again.
   */
  public void oweUnstored(List<OwedCommand> commands) {
    commands.forEach(unstored::begin);
    byCall(commands)
        .forEach(
            ofOneCall -> {
              var _ = inBackground(() -> ofOneCall.forEach(this::seeTo));
            });
  }

  private boolean wasSentUnstored(OwedCommand owed) {
    return unstored.isDurableNow(owed, this::storeEnd);
  }

  /** It is never sent unstored; what is known of its id is then of what took its place. */
  private static boolean isNet(OwedCommand owed) {
    return owed.command().when() != When.ALWAYS;
  }

  private static Collection<List<OwedCommand>> byCall(List<OwedCommand> commands) {
    return commands.stream()
        .collect(Collectors.groupingBy(owed -> owed.account() + "/" + owed.call()))
        .values();
  }

  /** Returns what is done when the work is. */
  private CompletableFuture<Void> inBackground(Runnable work) {
    return inBackground(senders, work);
  }

  private CompletableFuture<Void> inBackground(Executor threads, Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    threads.execute(
        () -> {
          places.acquireUninterruptibly();
          try {
            work.run();
          } finally {
            places.release();
            done.complete(null);
          }
        });
    return done;
  }

  /**
   * Takes in that a call is over: of what waits for it, some is not wanted any more, and some only
   * now. Returns at once.
   */
  public void callEnded(String account, CarrierCallId call) {
    var _ = inBackground(workers, () -> waitingFor(account, call).forEach(this::lookAt));
  }

  private List<OwedCommand> waitingFor(String account, CarrierCallId call) {
    try {
      return store.netsOf(account, call);
    } catch (RuntimeException away) {
      LOG.warn("what waits for {} is looked at when it is due", call, away);
      return List.of();
    }
  }

  /** Sees to a command whose call may be over; it is looked at again at the next start. */
  private void lookAt(OwedCommand owed) {
    try {
      switch (wanted(owed)) {
        case NOT -> storeEnd(owed, CommandEnd.NOT_WANTED);
        case NOW -> later(owed, clock.instant().plus(owed.command().delay()));
        case NOT_YET -> LOG.debug("{} waits for the end of {}", owed.command(), owed.call());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException away) {
      LOG.warn("nobody can tell whether {} is wanted", owed.command(), away);
    }
  }

  /** Sends a command now, or sees to it that it is sent when it is due. */
  private void seeTo(OwedCommand owed) {
    try {
      if (owed.command().when() == When.ENDED_UNANSWERED) {
        lookAt(owed);
      } else if (owed.dueAt().isAfter(clock.instant())) {
        later(owed, owed.dueAt());
      } else if (!isSentAtOnce(owed)) {
        later(owed, clock.instant().plus(pace.later()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isSentAtOnce(OwedCommand owed) throws InterruptedException {
    if (!isFirstToTry(owed)) {
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
    if (!isNet(owed) && unstored.isUnstored(owed)) {
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
    if (closed || !isFirstToTry(owed)) {
      return later;
    }
    try {
      return isSettled(owed) ? Optional.empty() : later;
    } finally {
      underway.remove(owed.key());
    }
  }

  /** Nobody else tries it now, and it is not that its end is only not durable yet. */
  private boolean isFirstToTry(OwedCommand owed) {
    if (!underway.add(owed.key())) {
      return false;
    }
    if (ends.isWaiting(owed)) {
      underway.remove(owed.key());
      return false;
    }
    return true;
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
    return switch (wanted(owed)) {
      case NOW -> attempt(owed, account, carriers.apply(account), clock.instant());
      case NOT_YET -> owed.command().when() == When.ENDED_UNANSWERED;
      case NOT -> {
        storeEnd(owed, CommandEnd.NOT_WANTED);
        yield true;
      }
    };
  }

  private Wanted wanted(OwedCommand owed) {
    // What took its place while the store was away may not be durable yet.
    return isNet(owed) && unstored.isKnown(owed) ? Wanted.NOT_YET : progress.wanted(owed);
  }

  private boolean attempt(
      OwedCommand owed, CarrierAccount account, Commandable carrier, Instant now)
      throws InterruptedException {
    if (now.isAfter(owed.dueAt().plus(usefulFor(owed)))) {
      LOG.error("{} for {} could not be sent in time", owed.command(), owed.call());
      listener.tried(CommandTry.tooLate(account, owed, now));
      return replace(owed, CommandEnd.TOO_LATE, carrier);
    }
    return send(owed, account, carrier, now);
  }

  private Duration usefulFor(OwedCommand owed) {
    return isNet(owed) ? pace.netUsefulFor() : pace.usefulFor();
  }

  private boolean send(OwedCommand owed, CarrierAccount account, Commandable carrier, Instant now)
      throws InterruptedException {
    CarrierRequest request = carrier.request(owed.command(), account);
    long begun = System.nanoTime();
    Optional<HttpReply> reply = reply(request, owed);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    CommandOutcome outcome =
        reply.map(some -> carrier.judge(owed.command(), some)).orElse(CommandOutcome.RETRY);
    LOG.debug("{}: {} {}", owed.account(), owed.command(), outcome);
    listener.tried(CommandTry.sent(account, owed, now, took, request, reply, outcome));
    return switch (outcome) {
      case RETRY -> false;
      case DONE -> spreadNets(owed, carrier.nets(owed.command(), owed.call()));
      case NOT_SO -> replace(owed, CommandEnd.DONE, carrier);
      case CALL_GONE -> {
        storeEnd(owed, CommandEnd.CALL_GONE);
        yield true;
      }
      case REJECTED -> {
        LOG.error("{}: the carrier rejects {}", owed.account(), owed.command());
        yield replace(owed, CommandEnd.REJECTED, carrier);
      }
    };
  }

  /** The carrier's reply; empty when there was none, and then it may have arrived or not. */
  private Optional<HttpReply> reply(CarrierRequest request, OwedCommand owed)
      throws InterruptedException {
    try {
      return Optional.of(sender.send(request));
    } catch (IOException noReply) {
      LOG.warn("{}: no reply to {}, to be repeated", owed.account(), owed.command());
      return Optional.empty();
    }
  }

  /** The carrier has taken it. */
  private boolean spreadNets(OwedCommand taken, List<CarrierCommand> nets) {
    List<OwedCommand> owed = owedWith(taken, nets);
    if (unstored.isToBeStoredLater(taken, CommandEnd.DONE)) {
      oweMore(owed);
    } else {
      ends.add(new EndedCommand(taken, CommandEnd.DONE, clock.instant(), owed));
    }
    return true;
  }

  private List<OwedCommand> owedWith(OwedCommand owed, List<CarrierCommand> commands) {
    Instant now = clock.instant();
    return commands.stream()
        .map(command -> new OwedCommand(owed.account(), owed.call(), command, now))
        .toList();
  }

  /**
   * Does for the caller what the carrier's translator says, where a command could not be done. But
   * one of which no reply was seen may have been carried out: where the call has gone on since,
   * nothing is done instead.
   */
  private boolean replace(OwedCommand owed, CommandEnd end, Commandable carrier) {
    boolean isLateNet = end == CommandEnd.TOO_LATE && isNet(owed);
    List<CarrierCommand> instead = isLateNet ? List.of() : carrier.instead(owed.command());
    if (instead.isEmpty()) {
      storeEnd(owed, end);
    } else if (progress.hasGoneOn(owed)) {
      storeEnd(owed, CommandEnd.CALL_GONE);
    } else {
      oweMore(owedWith(owed, instead));
      storeEnd(owed, end);
    }
    return true;
  }

  /**
   * Owes what follows from a command. While the store is away that is sent all the same; but not
   * what depends on the record of the call, which nobody can look at.
   */
  private void oweMore(List<OwedCommand> more) {
    try {
      owe(store.append(List.of(), List.of(), more));
    } catch (RuntimeException away) {
      LOG.error("{} are sent unstored, or left out", more, away);
      oweUnstored(more.stream().filter(owed -> !isNet(owed)).toList());
    }
  }

  private void storeEnd(OwedCommand owed, CommandEnd end) {
    if (unstored.isToBeStoredLater(owed, end)) {
      return;
    }
    ends.add(new EndedCommand(owed, end, clock.instant()));
  }

  /** Its end could not be stored: it is tried again, as one of which no reply was seen. */
  private void tryLater(OwedCommand owed) {
    try {
      later(owed, clock.instant().plus(pace.later()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tries nothing any more, and waits a moment for what is under way. What is still owed then stays
   * owed, and the next start sees to it.
   */
  @Override
  public void close() {
    closed = true;
    ends.hurry();
    long giveUp = System.nanoTime() + CLOSE_WAIT_MAX.toNanos();
    try {
      while (!(underway.isEmpty() && ends.isSettled()) && System.nanoTime() < giveUp) {
        Thread.sleep(10);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
