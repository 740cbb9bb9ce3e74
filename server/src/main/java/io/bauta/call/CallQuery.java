package io.bauta.call;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which calls to list, newest first.
 *
 * @param participant who called or was called, as one of a session
 * @param number of ours, that was dialled or was shown to who was called
 * @param pool that the number that was dialled was in
 * @param since only calls received at this instant or later
 * @param until only calls received before this instant
 * @param before only calls older than this one: the cursor of the page before
 * @param limit how many at most
 * @param scope only calls of pools in it
 */
public record CallQuery(
    Optional<SessionId> session,
    Optional<ParticipantId> participant,
    Optional<ProxyNumber> number,
    Optional<CallStatus> status,
    Optional<String> carrierAccount,
    Optional<PoolId> pool,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<CallId> before,
    int limit,
    PoolScope scope) {

  public static final int LIMIT_DEFAULT = 50;
  public static final int LIMIT_MAX = 200;

  /** Calls of all pools, and of none. */
  public CallQuery(
      Optional<SessionId> session,
      Optional<ParticipantId> participant,
      Optional<ProxyNumber> number,
      Optional<CallStatus> status,
      Optional<String> carrierAccount,
      Optional<PoolId> pool,
      Optional<Instant> since,
      Optional<Instant> until,
      Optional<CallId> before,
      int limit) {
    this(
        session,
        participant,
        number,
        status,
        carrierAccount,
        pool,
        since,
        until,
        before,
        limit,
        PoolScope.all());
  }

  /** The newest of all. */
  public static CallQuery newest(int limit) {
    return new CallQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }

  /** Only those of a session. */
  public CallQuery of(SessionId one) {
    return new CallQuery(
        Optional.of(one),
        participant,
        number,
        status,
        carrierAccount,
        pool,
        since,
        until,
        before,
        limit,
        scope);
  }

  /** Only those with this status. */
  public CallQuery of(CallStatus one) {
    return new CallQuery(
        session,
        participant,
        number,
        Optional.of(one),
        carrierAccount,
        pool,
        since,
        until,
        before,
        limit,
        scope);
  }

  /** Only those received at {@code time} or later. */
  public CallQuery since(Instant time) {
    return new CallQuery(
        session,
        participant,
        number,
        status,
        carrierAccount,
        pool,
        Optional.of(time),
        until,
        before,
        limit,
        scope);
  }

  /** Only those older than {@code call}; as they are where it is empty. */
  public CallQuery before(Optional<CallId> call) {
    return new CallQuery(
        session,
        participant,
        number,
        status,
        carrierAccount,
        pool,
        since,
        until,
        call,
        limit,
        scope);
  }

  /** So many at most. */
  public CallQuery atMost(int many) {
    return new CallQuery(
        session,
        participant,
        number,
        status,
        carrierAccount,
        pool,
        since,
        until,
        before,
        many,
        scope);
  }

  /** Only those of pools in {@code some}. */
  public CallQuery within(PoolScope some) {
    return new CallQuery(
        session,
        participant,
        number,
        status,
        carrierAccount,
        pool,
        since,
        until,
        before,
        limit,
        some);
  }
}
