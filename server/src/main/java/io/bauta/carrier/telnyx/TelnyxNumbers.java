package io.bauta.carrier.telnyx;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Lists the account's numbers.
 *
 * <p>Source: developers.telnyx.com/api-reference, list phone numbers.
 */
final class TelnyxNumbers {

  static final String PATH = "/phone_numbers";
  static final String NAME = "the numbers of the account";

  private static final Pattern NOT_IN_A_STATE = Pattern.compile("[^a-z-]");

  private TelnyxNumbers() {}

  static ApiStep<List<CarrierNumber>> next(CarrierAccount account, List<HttpReply> replies) {
    return switch (TelnyxPages.of(PATH, NAME, account, replies)) {
      case TelnyxPages.More(var request) -> ApiStep.Send.read("list " + NAME, request);
      case TelnyxPages.Broken(String why) -> new ApiStep.Failed<>(why);
      case TelnyxPages.Whole(var entries, var _) ->
          new ApiStep.Finished<>(
              entries.stream().flatMap(entry -> number(entry, account).stream()).toList());
    };
  }

  /** Empty for an entry that is no telephone number: nobody could dial it. */
  private static Optional<CarrierNumber> number(JsonNode entry, CarrierAccount account) {
    String state = state(entry);
    return proxyNumber(entry, account)
        .map(number -> new CarrierNumber(number, health(state), state));
  }

  static Optional<ProxyNumber> proxyNumber(JsonNode entry, CarrierAccount account) {
    String text = entry.path("phone_number").asString("");
    return account.homeRegion().parse(text).map(ProxyNumber::of);
  }

  static String state(JsonNode entry) {
    String state = NOT_IN_A_STATE.matcher(entry.path("status").asString("")).replaceAll("");
    return state.substring(0, Math.min(state.length(), CarrierNumber.CARRIER_STATE_LENGTH_MAX));
  }

  private static NumberHealth health(String state) {
    return switch (state) {
      case "active" -> NumberHealth.ACTIVE;
      // Another carrier has asked for it.
      case "port-out-pending" -> NumberHealth.EXPIRING;
      default -> NumberHealth.INACTIVE;
    };
  }
}
