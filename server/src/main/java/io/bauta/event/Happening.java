package io.bauta.event;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What there is to tell, before it is put into words. */
public sealed interface Happening {

  EventType type();

  /** When the server learned of it. */
  Instant at();

  /** The session that it belongs to; empty where there is none. */
  Optional<SessionId> session();

  /** What it is about: {@link Event#subject}. */
  UUID subject();

  /** The pool that it belongs to; empty where it belongs to none. */
  Optional<PoolId> ofPool();

  /** A session, as it is now. */
  record OfSession(EventType type, MaskingSession is, Instant at) implements Happening {
    @Override
    public Optional<SessionId> session() {
      return Optional.of(is.id());
    }

    @Override
    public UUID subject() {
      return is.id().uuid();
    }

    @Override
    public Optional<PoolId> ofPool() {
      return Optional.of(is.pool());
    }
  }

  /**
   * A call, with all that was told of it until now.
   *
   * @param ofPool the pool that the number that was dialled was in
   */
  record OfCall(EventType type, Call call, Optional<PoolId> ofPool, Instant at)
      implements Happening {
    @Override
    public Optional<SessionId> session() {
      return call.start().decision().session();
    }

    @Override
    public UUID subject() {
      return session().map(SessionId::uuid).orElse(call.start().id().uuid());
    }
  }

  /**
   * A recording that can be fetched from us.
   *
   * @param recording its id, as the API has it
   * @param ofPool the pool of the call
   * @param length of the audio, where it is known
   */
  record OfRecording(
      String recording,
      CallId call,
      Optional<SessionId> session,
      Optional<PoolId> ofPool,
      Optional<Duration> length,
      Instant at)
      implements Happening {
    @Override
    public EventType type() {
      return EventType.RECORDING_READY;
    }

    @Override
    public UUID subject() {
      return session.map(SessionId::uuid).orElse(call.uuid());
    }
  }

  /** A number of ours. */
  record OfNumber(PoolId pool, ProxyNumber number, NumberState before, NumberState now, Instant at)
      implements Happening {
    @Override
    public EventType type() {
      return EventType.NUMBER_STATE_CHANGED;
    }

    @Override
    public Optional<SessionId> session() {
      return Optional.empty();
    }

    @Override
    public UUID subject() {
      return pool.uuid();
    }

    @Override
    public Optional<PoolId> ofPool() {
      return Optional.of(pool);
    }
  }

  /**
   * A pool that comes to its end for somebody.
   *
   * @param numbers how many it lends
   * @param mostHeld how many of those one participant holds, or rests from
   * @param refused how many openings found none
   */
  record OfPool(PoolId pool, int numbers, int mostHeld, int refused, Instant at)
      implements Happening {
    @Override
    public EventType type() {
      return EventType.POOL_NEARLY_EXHAUSTED;
    }

    @Override
    public Optional<SessionId> session() {
      return Optional.empty();
    }

    @Override
    public UUID subject() {
      return pool.uuid();
    }

    @Override
    public Optional<PoolId> ofPool() {
      return Optional.of(pool);
    }
  }
}
