package io.bauta.call;

import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which calls to list, newest first.
 *
 * @param since only calls received at this instant or later
 * @param before only calls older than this one: the cursor of the page before
 * @param limit how many at most
 */
public record CallQuery(
    Optional<SessionId> session,
    Optional<CallStatus> status,
    Optional<Instant> since,
    Optional<CallId> before,
    int limit) {

  public static final int LIMIT_DEFAULT = 50;
  public static final int LIMIT_MAX = 200;
}
