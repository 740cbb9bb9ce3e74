package io.bauta.app;

import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What people have to do at a carrier that cannot be set up through an API. */
final class SetUpByHand {

  private SetUpByHand() {}

  static SetupReport report(ConfiguredAccount account, SetupPlan plan) {
    List<String> todo = new ArrayList<>();
    todo.add(
        ("%s cannot be set up through an API: sign in where you manage the account, and enter"
                + " the URLs below where it asks for them (%s)")
            .formatted(account.profile().name(), account.profile().documentation()));
    for (Endpoint endpoint : account.profile().endpoints()) {
      account
          .account()
          .callbackUrl(endpoint.name())
          .ifPresent(url -> todo.add("%s is the %s".formatted(url, endpoint.description())));
    }
    if (!plan.numbers().isEmpty()) {
      todo.add(
          "let these numbers lead there: "
              + plan.numbers().stream()
                  .map(ProxyNumber::toString)
                  .collect(Collectors.joining(", ")));
    }
    return new SetupReport(List.of(), todo);
  }
}
