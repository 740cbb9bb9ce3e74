package io.bauta.carrier.alohaa;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be done by hand so that Alohaa reaches us: it has no API for it.
 *
 * <p>Source of the place in the dashboard:
 * docs.alohaa.ai/alohaa-docs/webhooks/number-masking-webhook.
 */
final class AlohaaSetUp {

  private AlohaaSetUp() {}

  static ApiStep<SetupReport> steps(CarrierAccount account, SetupPlan plan) {
    Optional<String> receiver = account.callbackUrl(AlohaaProfile.RECEIVER);
    Optional<String> completed = account.callbackUrl(AlohaaProfile.COMPLETED);
    if (receiver.isEmpty() || completed.isEmpty()) {
      return new ApiStep.Failed<>(
          "nobody says where Alohaa reaches this server: set public-url, because the dashboard"
              + " needs whole URLs");
    }
    List<String> todo = new ArrayList<>();
    todo.add("Sign in to Alohaa's dashboard and open Settings > Webhooks.");
    todo.add(endpoint("Number Masking - Get Receiver Details", receiver.get()));
    todo.add(endpoint("Number Masking - Send Call Details", completed.get()));
    todo.add("Where a method can be chosen, choose POST with JSON.");
    header(account).ifPresent(todo::add);
    numbers(plan).ifPresent(todo::add);
    todo.add(
        "Call one of the numbers from a phone that no session knows, and hear how the call is"
            + " refused; if it is not, choose another value of the setting refusal.");
    return new ApiStep.Finished<>(new SetupReport(List.of(), todo));
  }

  private static String endpoint(String entry, String url) {
    return "At '%s' choose Edit, set the API endpoint to %s and save.".formatted(entry, url);
  }

  /** Names the header and not its value: what is to be done is printed, and may be kept. */
  private static Optional<String> header(CarrierAccount account) {
    return account
        .setting(AlohaaProfile.HEADER_VALUE)
        .map(
            value ->
                "At both, add the header %s with the value of your setting header-value. If the"
                        .formatted(AlohaaProof.headerName(account))
                    + " dashboard takes no header, ask Alohaa to add it, or remove the setting and"
                    + " use a path-secret.");
  }

  private static Optional<String> numbers(SetupPlan plan) {
    return plan.numbers().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Check that number masking is on for these numbers, and ask Alohaa where it is not: %s."
                .formatted(
                    plan.numbers().stream()
                        .map(ProxyNumber::toString)
                        .collect(Collectors.joining(", "))));
  }
}
