package io.bauta.call;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolScope;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps calls. What it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface CallStore {

  /**
   * Stores beginnings and facts, all or nothing. A second beginning with the same account and
   * carrier call id is a repetition, and so is a fact with the same key: both are left out; but a
   * beginning that only asked the caller for digits gives way to what was decided with them, and
   * keeps its id and time. A fact may come before the beginning of its call, or without one; it is
   * kept.
   *
   * <p>With the beginning of a call that {@link io.bauta.routing.RoutingDecision.Connect#prolongs}
   * its session, the end of that moves, as {@link io.bauta.session.SessionStore#called} says.
   */
  void append(List<CallStart> starts, List<ToldFact> facts);

  /**
   * Does some of the work that {@link #append} leaves for later, and says whether there is more.
   * What is read is right without it. Whoever appends calls it now and then, when not busy.
   */
  boolean settle();

  Optional<Call> find(CallId id);

  /** Whether the number that was dialled on this call was in a pool in {@code scope}. */
  boolean isIn(PoolScope scope, CallId id);

  Optional<Call> findByCarrierId(String carrierAccount, CarrierCallId id);

  /**
   * Calls that {@code traits} may be about, oldest first: connected ones of the account with these
   * numbers and within this time, at most {@link CallTraits#CALLS_MAX}.
   *
   * @param toldAt when the carrier told of it
   */
  List<Call> listByTraits(String carrierAccount, CallTraits traits, Instant toldAt);

  /** Calls that match, newest first, at most {@code query.limit()}. */
  List<Call> list(CallQuery query);

  /** How many calls were connected in this session; those to the pool's support do not count. */
  int connectedIn(SessionId session);

  /**
   * Who was put through last to the party that anyone may call in this session, also in its grace.
   * Empty when nobody who showed their number was.
   */
  Optional<PhoneNumber> lastCallerOf(SessionId session);
}
