package io.bauta.fetch;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.HttpReply;
import io.bauta.outbox.CommandSender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Carries a short conversation with a carrier's API on to its end; whoever asks comes again. */
final class CarrierApi {

  /** Requests of one conversation. */
  static final int STEPS_MAX = 10;

  private final CommandSender sender;

  /** What came of it. */
  sealed interface Said<T> {
    record Done<T>(T result) implements Said<T> {}

    /** Not now. */
    record NotNow<T>(String why) implements Said<T> {}
  }

  CarrierApi(CommandSender sender) {
    this.sender = sender;
  }

  <T> Said<T> ask(Function<List<HttpReply>, ApiStep<T>> next) throws InterruptedException {
    List<HttpReply> replies = new ArrayList<>();
    for (int step = 0; step < STEPS_MAX; step++) {
      switch (next.apply(Collections.unmodifiableList(replies))) {
        case ApiStep.Finished<T>(T result) -> {
          return new Said.Done<>(result);
        }
        case ApiStep.Failed<T>(String why) -> {
          return new Said.NotNow<>(why);
        }
        case ApiStep.Send<T> send -> {
          try {
            replies.add(sender.send(send.request()));
          } catch (IOException noReply) {
            return new Said.NotNow<>("the carrier's API does not answer");
          }
        }
      }
    }
    return new Said.NotNow<>("the carrier's API answers in circles");
  }
}
