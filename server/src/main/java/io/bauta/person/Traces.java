package io.bauta.person;

import io.bauta.call.CallId;
import io.bauta.number.PhoneNumber;
import io.bauta.session.KnownPhone;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds what is held on a person. Numbers are sealed, each time to other bytes, so all of them are
 * opened and compared, a page at a time.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception.
 */
public interface Traces {

  /** Rows that are looked at in one piece. */
  int LOOKED_AT_MAX = 1_000;

  /** Open sessions that are named at most to whoever must close them first. */
  int OPEN_SESSIONS_MAX = 100;

  /**
   * What was found in a page.
   *
   * @param reached where the page ended
   * @param isLast whether nothing is behind it
   */
  record Found<T>(List<T> found, Optional<String> reached, boolean isLast) {
    public Found {
      found = List.copyOf(found);
    }
  }

  /** Sessions in which somebody has this number, or had it. */
  Found<SessionId> sessions(PhoneNumber number, Optional<String> after);

  /** Calls in which the number is sealed, and not only named by a place in a session. */
  Found<CallId> calls(PhoneNumber number, Optional<String> after);

  /** Open sessions in which somebody has this number now, the oldest of them. */
  List<SessionId> openSessions(PhoneNumber number, Instant now);

  /** Numbers on which a code was entered from this telephone. */
  List<KnownPhone> knownPhones(PhoneNumber number);
}
