package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.vault.NumberVault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session on its way into the database, sealed before its turn comes: whoever holds the turn
 * makes everybody wait.
 */
record NewSession(
    MaskingSession session, Optional<String> idempotencyKey, Instant now, List<Seat> seats) {

  /** A participant with what is written in place of their number. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Seat(int position, Participant participant, byte[] sealed, byte[] token) {

    long dials() {
      return participant.dials().digits();
    }
  }

  static NewSession of(
      MaskingSession session, Optional<String> idempotencyKey, Instant now, NumberVault vault) {
    return new NewSession(
        session, idempotencyKey, now, List.of(seat(session, 0, vault), seat(session, 1, vault)));
  }

  private static Seat seat(MaskingSession session, int position, NumberVault vault) {
    Participant participant = session.participants().get(position);
    PhoneNumber number = participant.realNumber();
    return new Seat(position, participant, vault.seal(number), vault.token(number));
  }
}
