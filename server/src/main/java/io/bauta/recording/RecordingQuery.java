package io.bauta.recording;

import io.bauta.call.CallId;
import io.bauta.pool.PoolScope;
import java.util.Optional;

/**
 * Which recordings to list.
 *
 * @param before only those with lower ids: the next page
 * @param scope only those of calls of pools in it
 */
public record RecordingQuery(
    Optional<CallId> call,
    Optional<RecordingState> state,
    Optional<RecordingId> before,
    int limit,
    PoolScope scope) {

  /** Recordings of all calls, and of those that are not known. */
  public RecordingQuery(
      Optional<CallId> call,
      Optional<RecordingState> state,
      Optional<RecordingId> before,
      int limit) {
    this(call, state, before, limit, PoolScope.all());
  }
}
