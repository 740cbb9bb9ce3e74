package io.bauta.carrier.eight;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.number.ProxyNumber;
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

  private static ApiStep<List<CarrierNumber>> read(CarrierAccount account, HttpReply reply) {
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

  /**
   * A line for each of {@code numbers} that {@code reply} does not list, or for why it lists none.
   */
  static List<String> missing(List<ProxyNumber> numbers, CarrierAccount account, HttpReply reply) {
    return switch (read(account, reply)) {
      case Finished<List<CarrierNumber>>(var listed) -> {
        List<ProxyNumber> there = listed.stream().map(CarrierNumber::number).toList();
        yield numbers.stream()
            .filter(number -> !there.contains(number))
            .map(number -> number + " is not of this sub-account: ask your 8x8 account manager")
            .toList();
      }
      case Failed<List<CarrierNumber>>(var why) -> List.of(why);
      case Send<List<CarrierNumber>> _ -> List.of();
    };
  }
}
