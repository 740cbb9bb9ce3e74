package io.bauta.person;

import io.bauta.number.PhoneNumber;
import io.bauta.session.MaskingSession;
import java.time.Instant;

/** What a running server knows of people beside its store. Must not fail, and not wait. */
public interface Memory {

  /** Somebody in a session was erased. */
  void erased(MaskingSession before, MaskingSession after);

  /** Forgets whoever has this number, but for what belongs to a session that is open. */
  void forget(PhoneNumber number, Instant now);
}
