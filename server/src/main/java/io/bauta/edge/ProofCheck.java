package io.bauta.edge;

import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Forged.Flaw;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Nonce;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.proof.ProofMark;
import java.time.Instant;

/** Whether a webhook may speak: the carrier's judgement, replays, and what the account demands. */
final class ProofCheck {

  private final ReplayGuard replays;

  ProofCheck(ReplayGuard replays) {
    this.replays = replays;
  }

  /** What was found out about a webhook. */
  sealed interface Judgement {
    ProofVerdict verdict();

    ProofMark mark();
  }

  /** It may speak. */
  record Admitted(ProofVerdict verdict, ProofMark mark) implements Judgement {}

  private static final Judgement GENUINE = new Admitted(ProofVerdict.GENUINE, ProofMark.GENUINE);
  private static final Judgement UNSIGNED = new Admitted(ProofVerdict.UNSIGNED, ProofMark.UNSIGNED);
  private static final Judgement NOT_CHECKED =
      new Admitted(ProofVerdict.NOT_CHECKED, ProofMark.NOT_CHECKED);

  /**
   * It may not.
   *
   * @param why names headers and rules, never a value that was sent
   * @param status what it gets
   */
  record Rejected(ProofVerdict verdict, ProofMark mark, String why, int status)
      implements Judgement {}

  Judgement judge(Carrier carrier, CarrierAccount account, Webhook webhook, Instant now) {
    if (account.signature() == SignatureMode.OFF) {
      return NOT_CHECKED;
    }
    return switch (carrier.authenticate(webhook, account, now)) {
      case Genuine genuine -> genuine(account, genuine);
      case Unsigned(int status) -> unsigned(account, status);
      case Forged(Flaw flaw, String why, int status) ->
          new Rejected(ProofVerdict.FORGED, mark(flaw), why, status);
    };
  }

  private static ProofMark mark(Flaw flaw) {
    return switch (flaw) {
      case DOES_NOT_HOLD -> ProofMark.BAD_SIGNATURE;
      case TOO_OLD -> ProofMark.TOO_OLD;
    };
  }

  private Judgement genuine(CarrierAccount account, Genuine genuine) {
    for (Nonce nonce : genuine.nonces()) {
      if (!replays.admit(account.name(), nonce)) {
        return new Rejected(
            ProofVerdict.REPLAYED,
            ProofMark.REPLAYED,
            "the signature was used before, for something else",
            Authenticity.FORBIDDEN);
      }
    }
    return GENUINE;
  }

  private static Judgement unsigned(CarrierAccount account, int status) {
    return account.signature() == SignatureMode.REQUIRE
        ? new Rejected(
            ProofVerdict.UNSIGNED,
            ProofMark.UNSIGNED,
            "this account requires signed webhooks",
            status)
        : UNSIGNED;
  }
}
