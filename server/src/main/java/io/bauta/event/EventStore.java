package io.bauta.event;

import io.bauta.pool.PoolScope;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Keeps events in their order. What it answered is durable.
 *
 * <p>Whatever can only be told when it is durable itself is written by the store that keeps it, in
 * one transaction with it; {@link #append} is for the rest. Either way an event has no place in the
 * order of all until {@link #place} has given it one.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface EventStore {

  /** Events that are given their place at once. */
  int PLACED_AT_ONCE_MAX = 512;

  /** Events that are read at once. */
  int READ_AT_ONCE_MAX = 500;

  /** Writes events of what is kept nowhere. */
  void append(List<Event> events);

  /** Whether events wait for their place. */
  boolean areWaiting();

  /**
   * Gives the oldest events that wait their place, at most {@link #PLACED_AT_ONCE_MAX}, and owes
   * each to the {@code endpoints} that want it. Called by one at a time.
   *
   * @param endpoints asked for once it is known which events these are: whoever was answered that
   *     an endpoint is there before one of them came has it among these
   * @return the last place that was given so far
   */
  long place(Supplier<List<Endpoint>> endpoints, Instant now);

  /** Events after {@code place}, in their order, at most {@link #READ_AT_ONCE_MAX}. */
  List<PlacedEvent> after(long place);

  /** The last place that was given. */
  long lastPlace();

  /** The place of an event that is still kept. */
  OptionalLong placeOf(EventId id);

  /**
   * Events before {@code before}, newest first.
   *
   * @param scope only those of pools in it
   */
  List<PlacedEvent> latest(
      Optional<Long> before,
      Optional<SessionId> session,
      EventFilter filter,
      PoolScope scope,
      int limit);

  /** Until when somebody may come back who followed the events. */
  Optional<Instant> followedUntil();

  /** Keeps until when that is so. */
  void follow(Instant until);

  /**
   * Forgets deliveries to endpoints that are not there any more and those that were settled, and
   * then events, as their times say; a piece of it at a time.
   *
   * @param delivered deliveries that were accepted before this
   * @param dead those that were given up before this
   * @param waiting those that wait since before this are given up
   * @param events events of before this that are owed to nobody
   * @return whether there may be more
   */
  boolean tidy(Instant delivered, Instant dead, Instant waiting, Instant events, Instant now);
}
