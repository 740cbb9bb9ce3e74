package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Pools;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.OrderStore.AloneOutcome;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Changes sessions that are there: their end, whether they are open, the number of a participant.
 * Each answer tells the listener what the store has.
 */
final class Changes {

  private final SessionStore store;
  private final Pools pools;
  private final SessionListener listener;
  private final CurrentSessions current;
  private final Ends ends;
  private final Orders orders;
  private final Turns turns;

  Changes(
      SessionStore store,
      Pools pools,
      SessionListener listener,
      CurrentSessions current,
      Ends ends,
      Orders orders,
      Turns turns) {
    this.store = store;
    this.pools = pools;
    this.listener = listener;
    this.current = current;
    this.ends = ends;
    this.orders = orders;
    this.turns = turns;
  }

  /** Gives one of its open orders a new end; it ends with the last of them. */
  ChangeOutcome extend(SessionId id, OrderChoice choice, Lifetime lifetime, Instant now) {
    Optional<Instant> end = lifetime.endFrom(now);
    if (end.filter(instant -> !instant.isAfter(now)).isPresent()) {
      return new ChangeOutcome.EndsInThePast();
    }
    if (lifetime instanceof FromLastCall && isInMergingPool(id)) {
      return new ChangeOutcome.NotFromLastCall();
    }
    return change(
        id,
        choice,
        now,
        session -> ends.with(session, Ends.moving(lifetime), end, Optional.empty()),
        () -> orders.extend(id, choice, lifetime, now));
  }

  private boolean isInMergingPool(SessionId id) {
    return store
        .find(id)
        .flatMap(session -> pools.find(session.pool()))
        .filter(NumberPool::mergesOrders)
        .isPresent();
  }

  /**
   * Opens a session again that has ended, when its pairs are not lent again: with the numbers that
   * its people had.
   */
  ChangeOutcome reopen(SessionId id, Lifetime lifetime, Instant now) {
    Optional<Instant> end = lifetime.endFrom(now);
    if (end.filter(instant -> !instant.isAfter(now)).isPresent()) {
      return new ChangeOutcome.EndsInThePast();
    }
    synchronized (turns.of(id)) {
      Optional<MaskingSession> before = current.find(id);
      if (before.isEmpty()) {
        return new ChangeOutcome.Unknown();
      }
      if (before.get().stateAt(now) == State.OPEN) {
        return new ChangeOutcome.StillOpen(before.get());
      }
      if (before.get().isOfErased() || !hasItsNumbers(before.get())) {
        return new ChangeOutcome.PairsLentAgain();
      }
      return reopenEnded(before.get(), lifetime, now);
    }
  }

  private ChangeOutcome reopenEnded(MaskingSession before, Lifetime lifetime, Instant now) {
    NumberPool pool = pools.find(before.pool()).orElseThrow();
    boolean isOfOrders = pool.mergesOrders() || !store.orders(List.of(before.id()), now).isEmpty();
    if (isOfOrders && lifetime instanceof FromLastCall) {
      return new ChangeOutcome.NotFromLastCall();
    }
    boolean holds = CurrentSessions.holdsReference(pool, before.reference());
    Optional<ChangeOutcome> held = referenceHeld(before, holds, now);
    if (held.isPresent()) {
      return held.get();
    }
    ChangeOutcome outcome =
        isOfOrders
            ? orders.reopen(before, pool, lifetime, holds, now)
            : reopenAlone(before, lifetime, holds, now);
    // Perhaps another one has it since it was looked for.
    return outcome instanceof ChangeOutcome.PairsLentAgain
        ? referenceHeld(before, holds, now).orElse(outcome)
        : outcome;
  }

  private ChangeOutcome reopenAlone(
      MaskingSession before, Lifetime lifetime, boolean holds, Instant now) {
    MaskingSession after =
        ends.with(before, Ends.moving(lifetime), lifetime.endFrom(now), Optional.empty());
    return stored(after, () -> store.reopen(after, holds, now))
        ? heard(after)
        : new ChangeOutcome.PairsLentAgain();
  }

  private Optional<ChangeOutcome> referenceHeld(
      MaskingSession session, boolean holds, Instant now) {
    return holds
        ? current
            .openHolder(session.pool(), session.reference().orElseThrow(), now)
            .map(ChangeOutcome.ReferenceHeld::new)
        : Optional.empty();
  }

  /** Whether its numbers are in its pool, of one account, and calls on them answered. */
  private boolean hasItsNumbers(MaskingSession session) {
    Set<String> accounts = new HashSet<>();
    for (Participant participant : session.participants()) {
      Optional<Line> line =
          pools
              .line(participant.dials())
              .filter(l -> l.pool().id().equals(session.pool()) && l.state().isAnswered());
      if (line.isEmpty()) {
        return false;
      }
      accounts.add(line.get().carrierAccount());
    }
    return accounts.size() == 1;
  }

  private ChangeOutcome heard(MaskingSession after) {
    listener.changed(after);
    return new ChangeOutcome.Changed(current.withLastCall(after));
  }

  private boolean stored(MaskingSession after, BooleanSupplier storing) {
    try {
      return storing.getAsBoolean();
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(after);
      throw unknownOutcome;
    }
  }

  /** Gives a participant another number in place of their first: a new driver, a new SIM. */
  ChangeOutcome replaceNumber(
      SessionId id, ParticipantId participant, PhoneNumber number, Instant now) {
    synchronized (turns.of(id)) {
      Optional<MaskingSession> found = current.find(id);
      if (found.isEmpty()) {
        return new ChangeOutcome.Unknown();
      }
      MaskingSession before = found.get();
      if (before.stateAt(now) == State.CLOSED) {
        return alreadyClosed(before);
      }
      OptionalInt position =
          IntStream.range(0, before.participants().size())
              .filter(i -> before.participants().get(i).id().equals(participant))
              .findFirst();
      if (position.isEmpty()) {
        return new ChangeOutcome.UnknownParticipant();
      }
      if (before.participants().get(position.getAsInt()).realNumber().equals(number)) {
        return heard(before);
      }
      if (before.participants().stream().anyMatch(p -> p.numbers().contains(number))) {
        return new ChangeOutcome.SameNumber();
      }
      if (pools.holds(number)) {
        return new ChangeOutcome.OwnProxyNumber();
      }
      if (pools.find(before.pool()).orElseThrow().guards(number)) {
        return new ChangeOutcome.NotRung();
      }
      return replace(before, position.getAsInt(), number, now);
    }
  }

  private ChangeOutcome replace(
      MaskingSession before, int position, PhoneNumber number, Instant now) {
    MaskingSession after = before.withNumber(position, number);
    NumberPool pool = pools.find(before.pool()).orElseThrow();
    Instant rest = now.plus(pool.restAfterEnd());
    AloneOutcome replaced;
    try {
      replaced =
          pool.mergesOrders()
              ? store.replaceNumberAlone(after, position, rest, now)
              : store.replaceNumber(after, position, rest, now)
                  ? new AloneOutcome.Done()
                  : new AloneOutcome.NotDone();
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(before);
      listener.doubtful(after);
      throw unknownOutcome;
    }
    return switch (replaced) {
      case AloneOutcome.Done() -> {
        listener.replaced(before, after, rest);
        yield new ChangeOutcome.Changed(current.withLastCall(after));
      }
      case AloneOutcome.NotDone() -> new ChangeOutcome.NumberHeld();
      case AloneOutcome.Together(MaskingSession other) ->
          new ChangeOutcome.OtherSessionOpen(other.id());
    };
  }

  /** Ends orders of a session now, and the session with the last one that is open. */
  ChangeOutcome close(SessionId id, OrderChoice choice, String reason, Instant now) {
    Closing closing = new Closing(now, reason);
    return change(
        id,
        choice,
        now,
        session -> ends.with(session, session.moving(), session.expiresAt(), Optional.of(closing)),
        () -> orders.close(id, choice, reason, now));
  }

  /**
   * Most sessions have one order, and changing that is changing them.
   *
   * @param ofSeveral what is to be done where that is not so
   */
  private ChangeOutcome change(
      SessionId id,
      OrderChoice choice,
      Instant now,
      UnaryOperator<MaskingSession> edit,
      Supplier<ChangeOutcome> ofSeveral) {
    boolean namesAnother =
        choice instanceof OrderChoice.One(OrderId order) && !order.equals(OrderId.firstOf(id));
    synchronized (turns.of(id)) {
      return namesAnother ? ofSeveral.get() : changeInTurn(id, now, edit, ofSeveral);
    }
  }

  private ChangeOutcome changeInTurn(
      SessionId id,
      Instant now,
      UnaryOperator<MaskingSession> edit,
      Supplier<ChangeOutcome> ofSeveral) {
    Optional<MaskingSession> before = current.find(id);
    if (before.isEmpty()) {
      return new ChangeOutcome.Unknown();
    }
    if (before.get().stateAt(now) == State.CLOSED) {
      return alreadyClosed(before.get());
    }
    MaskingSession after = edit.apply(before.get());
    boolean updated;
    try {
      updated = store.updateEnd(after, now);
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(after);
      throw unknownOutcome;
    }
    if (!updated && !store.orders(List.of(id), now).isEmpty()) {
      return ofSeveral.get();
    }
    if (!updated) {
      // Somebody else closed it in between, or its pairs are lent again.
      return alreadyClosed(store.find(id).orElse(before.get()));
    }
    return heard(after);
  }

  /** Whoever closes a second time may never have heard that the first time was enough. */
  private ChangeOutcome alreadyClosed(MaskingSession session) {
    listener.changed(session);
    return new ChangeOutcome.AlreadyClosed(session);
  }
}
