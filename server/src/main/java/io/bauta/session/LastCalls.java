package io.bauta.session;

import java.time.Instant;
import java.util.Optional;

/**
 * What is in memory of calls that move the ends of sessions. A call is answered before the store
 * knows of it, so until then an end is later here than there.
 */
public interface LastCalls {

  /** Where no call moves the end of any session. */
  LastCalls NONE =
      new LastCalls() {
        @Override
        public Optional<Instant> of(SessionId session) {
          return Optional.empty();
        }

        @Override
        public boolean isHeld(Binding binding, Instant now) {
          return false;
        }

        @Override
        public boolean isOpen(MaskingSession session, Instant now) {
          return session.stateAt(now) == MaskingSession.State.OPEN;
        }
      };

  /** When a call was put through last that moves the end of this session; empty for none known. */
  Optional<Instant> of(SessionId session);

  /**
   * Whether a session whose end calls move has this holder on this number, or rests from it, at
   * {@code now}. If it is over, it is so from now on: no call that is just being decided about
   * moves its end any more, so that its pair may be lent.
   */
  boolean isHeld(Binding binding, Instant now);

  /**
   * Whether {@code session}, as it was read from the store, is open at {@code now}. If it has
   * expired, it has so from now on, as for {@link #isHeld}.
   */
  boolean isOpen(MaskingSession session, Instant now);
}
