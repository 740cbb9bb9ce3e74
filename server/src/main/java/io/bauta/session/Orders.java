package io.bauta.session;

import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.NumberPool;
import io.bauta.rules.Callers;
import io.bauta.rules.SessionRules;
import io.bauta.session.ChangeOutcome.AlreadyClosed;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.OrderStore.AloneOutcome;
import io.bauta.session.OrderStore.OrderChange;
import io.bauta.session.OrderStore.OrderOutcome;
import io.bauta.session.OrderStore.Standing;
import io.bauta.session.SessionRequest.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Orders of sessions: adds one to the session that its people have, and ends each for itself. A
 * session that stands for orders ends with the last of them, so no call moves its end.
 *
 * <p>Changes of one session take {@link Turns}; whoever calls {@link #change} or {@link #reopen}
 * has its turn.
 */
final class Orders {

  private final SessionStore store;
  private final SessionListener listener;
  private final TimeOrderedIds ids;
  private final Ends ends;
  private final CurrentSessions current;
  private final Turns turns;

  Orders(
      SessionStore store,
      SessionListener listener,
      TimeOrderedIds ids,
      Ends ends,
      CurrentSessions current,
      Turns turns) {
    this.store = store;
    this.listener = listener;
    this.ids = ids;
    this.ends = ends;
    this.current = current;
    this.turns = turns;
  }

  /** Adds the order to the open session of its people; empty when they have none, or none now. */
  Optional<OpenOutcome> join(SessionRequest request, Instant now) {
    return request.pool().mergesOrders()
        ? store
            .openBetween(People.of(request), request.pool().id(), now)
            .flatMap(open -> join(open, request, now))
        : Optional.empty();
  }

  /** The same, to a session that was open a moment ago. */
  Optional<OpenOutcome> join(MaskingSession open, SessionRequest request, Instant now) {
    if (open.moving().isPresent()) {
      return Optional.of(new OpenOutcome.EndMoves(open.id()));
    }
    Optional<String> difference = difference(request, open, isTurned(request, open));
    if (difference.isPresent()) {
      return Optional.of(new OpenOutcome.OtherwiseOpen(open.id(), difference.get()));
    }
    Order order = order(request, now);
    OrderOutcome outcome;
    synchronized (turns.of(open.id())) {
      if (store.openOrders(open.id(), now).size() >= Order.OPEN_MAX) {
        return Optional.of(new OpenOutcome.TooManyOrders(open.id(), Order.OPEN_MAX));
      }
      outcome = add(order, open, request, now);
      if (outcome instanceof OrderOutcome.Stored(MaskingSession session)) {
        listener.changed(session);
      }
    }
    return switch (outcome) {
      case OrderOutcome.Stored(MaskingSession session) ->
          Optional.of(new OpenOutcome.Merged(session, order.id()));
      case OrderOutcome.KeyUsed() ->
          request
              .idempotencyKey()
              .flatMap(store::findByIdempotencyKey)
              .map(first -> repeated(request, first));
      case OrderOutcome.NothingDone() -> Optional.empty();
    };
  }

  private OrderOutcome add(Order order, MaskingSession open, SessionRequest request, Instant now) {
    People people = People.of(request);
    Function<Standing, Optional<OrderChange>> edit =
        standing -> {
          MaskingSession session = standing.session();
          if (session.stateAt(now) == State.CLOSED
              || session.moving().isPresent()
              || !People.of(session).equals(people)) {
            return Optional.empty();
          }
          List<Order> all = new ArrayList<>(standing.open());
          all.add(order);
          return Optional.of(
              new OrderChange(
                  ends.with(session, Order.latestEnd(all), Optional.empty()), List.of(order)));
        };
    return stored(open, () -> store.changeOrders(open.id(), request.idempotencyKey(), now, edit));
  }

  private Order order(SessionRequest request, Instant now) {
    return new Order(
        new OrderId(ids.next(now)),
        request.reference(),
        request.metadata(),
        request.lifetime(),
        now,
        request.lifetime().endFrom(now),
        Optional.empty());
  }

  /** The field of the request that asks for what the session does not have. */
  private static Optional<String> difference(
      SessionRequest request, MaskingSession session, boolean turned) {
    for (int position = 0; position < request.people().size(); position++) {
      Person person = request.people().get(position);
      Participant participant = session.participants().get(turned ? 1 - position : position);
      if (person.pin().isPresent() && !person.pin().equals(participant.pin())) {
        return Optional.of("participants[%d].pin".formatted(position));
      }
      if (person.dials().filter(number -> !number.equals(participant.dials())).isPresent()) {
        return Optional.of("participants[%d].dials".formatted(position));
      }
    }
    SessionRules asked = turned ? turned(request.rules()) : request.rules();
    return asked.isSilent() || asked.equals(session.rules())
        ? Optional.empty()
        : Optional.of("rules");
  }

  /** Whether whom the request names first is the session's second. */
  private static boolean isTurned(SessionRequest request, MaskingSession session) {
    return !request
        .people()
        .getFirst()
        .realNumber()
        .equals(session.participants().getFirst().realNumber());
  }

  /** The same rules, of the same two people in the other order. */
  private static SessionRules turned(SessionRules rules) {
    return new SessionRules(
        rules
            .callers()
            .map(
                callers ->
                    new Callers(
                        callers.positions().stream()
                            .map(position -> 1 - position)
                            .collect(Collectors.toSet()),
                        callers.anyone())),
        rules.hours(),
        rules.limits(),
        rules.notice(),
        rules.recording());
  }

  /**
   * What an earlier request with the same key opened: {@code session}, or an order of it. Whoever
   * repeats a request may never have heard of its outcome, so the listener hears of it again.
   */
  OpenOutcome repeated(SessionRequest request, MaskingSession session) {
    Optional<OrderId> id = request.idempotencyKey().flatMap(store::findOrderByKey);
    boolean same =
        id.isEmpty()
            ? request.asksFor(session)
            : store
                .findOrder(session.id(), id.get())
                .filter(order -> asksFor(request, order, session))
                .isPresent();
    if (!same) {
      return new OpenOutcome.KeyConflict(session.id());
    }
    synchronized (turns.of(session.id())) {
      MaskingSession now = current.find(session.id()).orElse(session);
      listener.changed(now);
      return id.isEmpty()
          ? new OpenOutcome.AlreadyOpened(now)
          : new OpenOutcome.Merged(now, id.get());
    }
  }

  /** A number of theirs may have been replaced since. */
  private boolean asksFor(SessionRequest request, Order order, MaskingSession session) {
    return request.pool().id().equals(session.pool())
        && request.lifetime().equals(order.lifetime())
        && request.reference().equals(order.reference())
        && request.metadata().equals(order.metadata())
        && Stream.of(false, true)
            .anyMatch(
                turned ->
                    werePeople(request, session, turned)
                        && difference(request, session, turned).isEmpty());
  }

  private boolean werePeople(SessionRequest request, MaskingSession session, boolean turned) {
    return request.people().size() == session.participants().size()
        && IntStream.range(0, request.people().size())
            .allMatch(i -> was(request.people().get(i), session, turned ? 1 - i : i));
  }

  private boolean was(Person person, MaskingSession session, int position) {
    Participant participant = session.participants().get(position);
    return Set.copyOf(person.moreNumbers()).equals(Set.copyOf(participant.moreNumbers()))
        && (person.realNumber().equals(participant.realNumber())
            || store.hadNumber(session.id(), position, person.realNumber()));
  }

  /** Ends the chosen orders now. The session ends with the last one that is open. */
  ChangeOutcome close(SessionId id, OrderChoice choice, String reason, Instant now) {
    Closing closing = new Closing(now, reason);
    return change(id, choice, order -> order.closed(closing), now);
  }

  /** Gives the chosen order a new end. */
  ChangeOutcome extend(SessionId id, OrderChoice choice, Lifetime lifetime, Instant now) {
    if (lifetime instanceof FromLastCall && !store.orders(List.of(id), now).isEmpty()) {
      return new ChangeOutcome.NotFromLastCall();
    }
    Optional<Instant> end = lifetime.endFrom(now);
    return change(id, choice, order -> order.until(end), now);
  }

  private ChangeOutcome change(
      SessionId id, OrderChoice choice, UnaryOperator<Order> change, Instant now) {
    Optional<MaskingSession> before = store.find(id);
    if (before.isEmpty()) {
      return new ChangeOutcome.Unknown();
    }
    List<Order> open = store.openOrders(id, now);
    List<Order> chosen =
        switch (choice) {
          case OrderChoice.Only(), OrderChoice.All() -> open;
          case OrderChoice.One(OrderId one) ->
              open.stream().filter(order -> order.id().equals(one)).toList();
        };
    if (choice instanceof OrderChoice.Only && open.size() > 1) {
      return new ChangeOutcome.SeveralOrders(before.get(), open);
    }
    if (chosen.isEmpty()) {
      return notOpen(before.get(), choice);
    }
    List<OrderId> meant = chosen.stream().map(Order::id).toList();
    OrderOutcome outcome =
        stored(
            before.get(),
            () ->
                store.changeOrders(
                    id, Optional.empty(), now, standing -> edit(standing, meant, change, now)));
    if (outcome instanceof OrderOutcome.Stored(MaskingSession after)) {
      listener.changed(after);
      return new ChangeOutcome.OrdersChanged(after);
    }
    return alreadyClosed(store.find(id).orElse(before.get()));
  }

  private ChangeOutcome notOpen(MaskingSession session, OrderChoice choice) {
    if (choice instanceof OrderChoice.One(OrderId id)) {
      Optional<Order> ended = store.findOrder(session.id(), id);
      return ended.isEmpty()
          ? new ChangeOutcome.UnknownOrder()
          : new ChangeOutcome.OrderEnded(session, ended.get());
    }
    return alreadyClosed(session);
  }

  private ChangeOutcome alreadyClosed(MaskingSession session) {
    listener.changed(session);
    return new AlreadyClosed(session);
  }

  private Optional<OrderChange> edit(
      Standing standing, List<OrderId> meant, UnaryOperator<Order> change, Instant now) {
    List<Order> changed = new ArrayList<>();
    List<Order> open = new ArrayList<>();
    for (Order order : standing.open()) {
      boolean isMeant = meant.contains(order.id());
      Order after = isMeant ? change.apply(order) : order;
      if (isMeant) {
        changed.add(after);
      }
      if (after.isOpenAt(now)) {
        open.add(after);
      }
    }
    MaskingSession session = standing.session();
    if (changed.size() < meant.size() || session.stateAt(now) == State.CLOSED) {
      return Optional.empty();
    }
    MaskingSession after =
        open.isEmpty()
            ? ends.with(session, session.expiresAt(), changed.getLast().closing())
            : ends.with(session, Order.latestEnd(open), Optional.empty());
    return Optional.of(new OrderChange(after, changed));
  }

  /**
   * Opens a session that has ended for a new order, which is about what the session is.
   *
   * @param holdsReference as for {@link SessionStore#reopen}
   */
  ChangeOutcome reopen(
      MaskingSession before,
      NumberPool pool,
      Lifetime lifetime,
      boolean holdsReference,
      Instant now) {
    Order order =
        new Order(
            new OrderId(ids.next(now)),
            before.reference(),
            before.metadata(),
            lifetime,
            now,
            lifetime.endFrom(now),
            Optional.empty());
    MaskingSession after = ends.with(before, order.expiresAt(), Optional.empty());
    AloneOutcome outcome =
        stored(after, () -> store.reopen(after, order, pool.mergesOrders(), holdsReference, now));
    return switch (outcome) {
      case AloneOutcome.Done() -> {
        listener.changed(after);
        yield new ChangeOutcome.OrdersChanged(after);
      }
      case AloneOutcome.NotDone() -> new ChangeOutcome.PairsLentAgain();
      case AloneOutcome.Together(MaskingSession other) ->
          new ChangeOutcome.OtherSessionOpen(other.id());
    };
  }

  private <T> T stored(MaskingSession session, Supplier<T> storing) {
    try {
      return storing.get();
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(session);
      throw unknownOutcome;
    }
  }
}
