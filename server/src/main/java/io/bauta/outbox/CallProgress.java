package io.bauta.outbox;

import io.bauta.call.Call;
import io.bauta.call.CallStore;
import java.util.Optional;

/** How far calls have come, as their records say: what was owed for one may not be wanted now. */
final class CallProgress {

  private final CallStore calls;

  CallProgress(CallStore calls) {
    this.calls = calls;
  }

  enum Wanted {
    NOW,
    NOT_YET,
    NOT
  }

  /** Whether {@code owed} is wanted, as its {@code when} asks. */
  Wanted wanted(OwedCommand owed) {
    return switch (owed.command().when()) {
      case ALWAYS -> Wanted.NOW;
      case WHILE_UNANSWERED -> hasGoneOn(owed) ? Wanted.NOT : Wanted.NOW;
      case ENDED_UNANSWERED -> atTheEnd(owed);
    };
  }

  /** Whether the two talk, or the call is over. */
  boolean hasGoneOn(OwedCommand owed) {
    return call(owed).filter(call -> isAnswered(call) || call.isEnded()).isPresent();
  }

  private Wanted atTheEnd(OwedCommand owed) {
    Optional<Call> call = call(owed);
    if (call.filter(one -> isAnswered(one) || one.isDestinationGone()).isPresent()) {
      return Wanted.NOT;
    }
    return call.filter(Call::isEnded).isPresent() ? Wanted.NOW : Wanted.NOT_YET;
  }

  private static boolean isAnswered(Call call) {
    return call.answeredAt().isPresent();
  }

  private Optional<Call> call(OwedCommand owed) {
    return calls.findByCarrierId(owed.account(), owed.call());
  }
}
