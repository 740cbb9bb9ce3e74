package io.bauta.edge;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CallTraits;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.number.PhoneNumber;
import io.bauta.outbox.EndedCommand;
import io.bauta.outbox.OutboxStore;
import io.bauta.outbox.OwedCommand;
import io.bauta.pool.PoolScope;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is given, in order, and goes away, hangs or chokes when it is told to. */
final class FaultyCallStore implements CallStore, OutboxStore {

  private final List<CallStart> starts = new ArrayList<>();
  private final List<ToldFact> facts = new ArrayList<>();
  private final List<Integer> commits = new ArrayList<>();
  private final BlockingQueue<CarrierCallId> asked = new LinkedBlockingQueue<>();
  private final Set<Object> poison = new HashSet<>();
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile boolean away;
  private volatile boolean leavesMuch;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile CountDownLatch released = new CountDownLatch(0);

  /** From now on it throws. */
  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /** From now on it hangs, until it is released. */
  void hold() {
    held = new CountDownLatch(1);
    released = new CountDownLatch(1);
  }

  /** Returns when something hangs. */
  void awaitHeld() {
    await(held);
  }

  void release() {
    released.countDown();
  }

  /** Whatever is appended together with this call, or a fact with this key, is not stored. */
  void poison(Object callOrKey) {
    poison.add(callOrKey);
  }

  @Override
  public void append(List<CallStart> newStarts, List<ToldFact> newFacts) {
    held.countDown();
    await(released);
    if (away) {
      throw new IllegalStateException("the store is away");
    }
    if (newStarts.stream().anyMatch(start -> poison.contains(start.id()))
        || newFacts.stream().anyMatch(told -> poison.contains(told.fact().key()))) {
      throw new IllegalArgumentException("poison");
    }
    keep(newStarts, newFacts);
  }

  @Override
  public List<OwedCommand> append(
      List<CallStart> newStarts, List<ToldFact> newFacts, List<OwedCommand> commands) {
    append(newStarts, newFacts);
    return commands;
  }

  private synchronized void keep(List<CallStart> newStarts, List<ToldFact> newFacts) {
    starts.addAll(newStarts);
    facts.addAll(newFacts);
    commits.add(newStarts.size() + newFacts.size());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  synchronized List<CallStart> starts() {
    return List.copyOf(starts);
  }

  synchronized List<ToldFact> facts() {
    return List.copyOf(facts);
  }

  /** How many entries each commit had. */
  synchronized List<Integer> commits() {
    return List.copyOf(commits);
  }

  @Override
  public boolean settle() {
    settled.countDown();
    return leavesMuch;
  }

  /** From now on there is always more to settle. */
  void leaveMuchForLater() {
    leavesMuch = true;
  }

  /** Returns when it was asked to settle what it left for later. */
  void awaitSettled() {
    await(settled);
  }

  @Override
  public Optional<Call> find(CallId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isIn(PoolScope scope, CallId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Call> findByCarrierId(String carrierAccount, CarrierCallId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Call> listByTraits(String carrierAccount, CallTraits traits, Instant toldAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Call> list(CallQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<OwedCommand> findOpen(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<OwedCommand> openAfter(Optional<OwedCommand> last) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<OwedCommand> netsOf(String account, CarrierCallId call) {
    asked.add(call);
    return List.of();
  }

  /** The next call of which somebody wants to know what is still owed. */
  CarrierCallId awaitAsked() throws InterruptedException {
    return Optional.ofNullable(asked.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  /** The others, so far. */
  List<CarrierCallId> asked() {
    return List.copyOf(asked);
  }

  @Override
  public List<OwedCommand> ended(List<EndedCommand> commands) {
    if (away) {
      throw new IllegalStateException("the store is away");
    }
    return commands.stream().flatMap(command -> command.nets().stream()).toList();
  }

  @Override
  public void forget(Instant before) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int connectedIn(SessionId session) {
    throw new UnsupportedOperationException("nobody asks here");
  }

  @Override
  public Optional<PhoneNumber> lastCallerOf(SessionId session) {
    throw new UnsupportedOperationException("nobody asks here");
  }
}
