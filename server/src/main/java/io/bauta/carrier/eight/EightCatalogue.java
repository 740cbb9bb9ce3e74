package io.bauta.carrier.eight;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;
import java.util.Optional;

/**
 * Lists the numbers of the sub-account. Nothing is documented about pages: one reply has them all.
 */
final class EightCatalogue {

  private static final String PATH = "/numbers";

  private EightCatalogue() {}

  static ApiStep<List<CarrierNumber>> next(CarrierAccount account, List<HttpReply> replies) {
    Optional<EightApi> api = EightApi.of(account);
    if (api.isEmpty()) {
      return new Failed<>(EightApi.notConfigured(account));
    }
    return replies.isEmpty() ? ask(api.get()) : read(account, replies.getFirst());
  }

  static <T> ApiStep<T> ask(EightApi api) {
    return Send.read("list the numbers of the sub-account", api.get(PATH));
  }

  static ApiStep<List<CarrierNumber>> read(CarrierAccount account, HttpReply reply) {
    if (!EightApi.isDone(reply)) {
      return new Failed<>("the numbers were not listed: " + EightApi.why(reply));
    }
    try {
      return new Finished<>(
          EightNumbers.in(EightFields.of(reply.body()).objects("numbers"), account));
    } catch (MalformedWebhookException unreadable) {
      return new Failed<>("8x8's list of numbers cannot be read: " + unreadable.getMessage());
    }
  }
}
