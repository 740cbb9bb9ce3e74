package io.bauta.store;

import io.bauta.event.Event;
import io.bauta.number.PhoneNumber;
import io.bauta.session.Binding;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.Pin;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session on its way into the database, sealed before its turn comes: whoever holds the turn
 * makes everybody wait.
 *
 * @param told the event of it; empty when nobody wants that
 * @param tokens as which those of the pairs were made
 */
record NewSession(
    MaskingSession session,
    Optional<String> idempotencyKey,
    boolean holdsReference,
    Instant now,
    List<Seat> seats,
    List<Pair> pairs,
    Optional<Event> told,
    Tokens tokens) {

  /** A participant with what is written in place of their numbers and their code. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Seat(
      int position,
      Participant participant,
      byte[] sealed,
      Optional<byte[]> moreSealed,
      Optional<byte[]> pinSealed) {

    long dials() {
      return participant.dials().digits();
    }
  }

  /** A binding with what is written in place of its holder. */
  record Pair(int place, Binding binding, Tokens.Written token) {

    long number() {
      return binding.number().digits();
    }
  }

  static NewSession of(
      MaskingSession session,
      Optional<String> idempotencyKey,
      boolean holdsReference,
      Instant now,
      Optional<Event> told,
      NumberVault vault,
      Tokens tokens) {
    List<Seat> seats = new ArrayList<>();
    for (Participant participant : session.participants()) {
      seats.add(
          new Seat(
              seats.size(),
              participant,
              vault.seal(participant.realNumber()),
              SessionRows.sealedMore(participant, vault),
              participant.pin().map(Pin::digits).map(vault::sealText)));
    }
    List<Pair> pairs = new ArrayList<>();
    for (Binding binding : session.bindings()) {
      pairs.add(new Pair(pairs.size(), binding, written(binding.holder(), tokens)));
    }
    return new NewSession(session, idempotencyKey, holdsReference, now, seats, pairs, told, tokens);
  }

  /** The reference that no other open session of its pool may have; empty for any. */
  Optional<String> heldReference() {
    return holdsReference ? session.reference() : Optional.empty();
  }

  /** By what a holder is found: nobody learns from it who it is, or which code. */
  static byte[] wanted(Holder holder, Tokens tokens) {
    return written(holder, tokens).token();
  }

  /** What is written of a holder. */
  static Tokens.Written written(Holder holder, Tokens tokens) {
    return switch (holder) {
      case Holder.Phone(PhoneNumber number) -> tokens.written(number);
      case Holder.Code(Pin pin) -> tokens.writtenOfText("code " + pin.digits());
      case Holder.Anyone() -> tokens.writtenOfText("anyone");
    };
  }
}
