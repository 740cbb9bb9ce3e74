package io.bauta.carrier.telnyx;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Makes Telnyx reach us: first the application, found by its name and made or changed only where it
 * must be, then the numbers.
 *
 * <p>Source: developers.telnyx.com/api-reference, call control applications.
 */
final class TelnyxSetUp {

  private static final String NEW = "the-new-application";

  private TelnyxSetUp() {}

  static ApiStep<SetupReport> next(
      CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
    Optional<TelnyxApplication> wanted = TelnyxApplication.of(account);
    if (wanted.isEmpty()) {
      return new Failed<>("public-url is not configured: where shall Telnyx send its webhooks?");
    }
    return switch (TelnyxPages.of(TelnyxApplication.PATH, "the applications", account, replies)) {
      case TelnyxPages.More(var request) -> Send.read("list the applications", request);
      case TelnyxPages.Broken(String why) -> new Failed<>(why);
      case TelnyxPages.Whole(var entries, var rest) ->
          application(wanted.get(), named(entries, account), account, plan, rest);
    };
  }

  private static Optional<JsonNode> named(List<JsonNode> entries, CarrierAccount account) {
    String name = TelnyxApplication.name(account);
    return entries.stream()
        .filter(entry -> entry.path("application_name").asString("").equals(name))
        .findFirst();
  }

  private static ApiStep<SetupReport> application(
      TelnyxApplication wanted,
      Optional<JsonNode> found,
      CarrierAccount account,
      SetupPlan plan,
      List<HttpReply> replies) {
    if (found.filter(wanted::isLike).isPresent()) {
      return numbers(found.get(), List.of(), account, plan, replies);
    }
    String purpose =
        (found.isPresent() ? "change" : "make")
            + " the application "
            + TelnyxApplication.name(account);
    if (replies.isEmpty()) {
      return change(purpose, wanted, found, account);
    }
    JsonNode made = TelnyxReply.body(replies.getFirst()).path("data");
    return made.path("id").asString("").isEmpty()
        ? new Failed<>(TelnyxReply.why(purpose, replies.getFirst()))
        : numbers(made, List.of(purpose), account, plan, replies.subList(1, replies.size()));
  }

  private static ApiStep<SetupReport> change(
      String purpose, TelnyxApplication wanted, Optional<JsonNode> found, CarrierAccount account) {
    String id = found.map(entry -> entry.path("id").asString("")).orElse(NEW);
    String path = TelnyxApplication.PATH + (found.isPresent() ? "/" + TelnyxApi.escape(id) : "");
    String method = found.isPresent() ? "PATCH" : "POST";
    return new Send<>(
        purpose,
        TelnyxApi.request(method, path, Optional.of(wanted.body()), account),
        true,
        HttpReply.text(200, "application/json", "{\"data\":{\"id\":\"" + id + "\"}}"));
  }

  private static ApiStep<SetupReport> numbers(
      JsonNode application,
      List<String> changed,
      CarrierAccount account,
      SetupPlan plan,
      List<HttpReply> replies) {
    String id = application.path("id").asString("");
    return new TelnyxAttachment(id, account)
        .next(plan, new SetupReport(changed, byHand(application, id, account)), replies);
  }

  private static List<String> byHand(JsonNode application, String id, CarrierAccount account) {
    List<String> todo = new ArrayList<>();
    if (!account.setting(TelnyxProfile.CONNECTION_ID).equals(Optional.of(id))) {
      todo.add(
          "in Bauta's configuration, set connection-id of %s to %s".formatted(account.name(), id));
    }
    if (application.path("outbound").path("outbound_voice_profile_id").asString("").isEmpty()) {
      todo.add(
          "at Telnyx, give the application an outbound voice profile: without one no destination"
              + " is rung");
    }
    return todo;
  }
}
