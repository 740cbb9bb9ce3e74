package io.bauta.recording;

import io.bauta.call.CallId;
import java.util.Optional;

/**
 * Which recordings to list.
 *
 * @param before only those with lower ids: the next page
 */
public record RecordingQuery(
    Optional<CallId> call,
    Optional<RecordingState> state,
    Optional<RecordingId> before,
    int limit) {}
