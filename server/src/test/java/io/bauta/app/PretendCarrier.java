package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.NumberHealth;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.carrier.Webhook;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.RoutingDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A carrier of the tests with the API of {@link PretendCarrierApi}: one application with a URL, and
 * numbers that lead to it. Configured as Vobiz is.
 */
class PretendCarrier implements Carrier {

  private final Carrier vobiz = Carriers.byId("vobiz").orElseThrow();

  @Override
  public CarrierProfile profile() {
    return vobiz.profile();
  }

  @Override
  public Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt) {
    return vobiz.authenticate(webhook, account, receivedAt);
  }

  @Override
  public CarrierMessage read(Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    return vobiz.read(webhook, account);
  }

  @Override
  public CarrierReply answer(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    return vobiz.answer(request, decision, account);
  }

  @Override
  public HttpReply acknowledge(Webhook webhook) {
    return vobiz.acknowledge(webhook);
  }

  /** The same with an API. */
  static final class WithApi extends PretendCarrier implements Provisionable, NumberCatalogue {

    @Override
    public ApiStep<SetupReport> setUp(
        CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
      if (account.setting("auth-token").isEmpty()) {
        return new Failed<>("the API asks for credentials");
      }
      if (replies.isEmpty()) {
        return Send.read("read the application", request(account, "GET", "/application", ""));
      }
      if (replies.getFirst().status() != 200) {
        return new Failed<>("the application was not read: " + replies.getFirst().status());
      }
      JsonNode found = json(replies.getFirst());
      List<Send<SetupReport>> changes = changes(account, plan, found);
      for (int i = 1; i < replies.size(); i++) {
        if (replies.get(i).status() != 200) {
          return new Failed<>(
              "could not %s: %d".formatted(changes.get(i - 1).purpose(), replies.get(i).status()));
        }
      }
      return replies.size() <= changes.size()
          ? changes.get(replies.size() - 1)
          : new Finished<>(
              new SetupReport(changes.stream().map(Send::purpose).toList(), byHand(account)));
    }

    private static List<String> byHand(CarrierAccount account) {
      return account.pathSecret().isEmpty()
          ? List.of()
          : List.of("look at " + account.callbackUrl("hangup").orElseThrow());
    }

    private static List<Send<SetupReport>> changes(
        CarrierAccount account, SetupPlan plan, JsonNode found) {
      List<Send<SetupReport>> changes = new ArrayList<>();
      String url = account.callbackUrl("answer").orElseThrow();
      if (!found.path("url").asString("").equals(url)) {
        String body =
            "{\"url\":\"%s\",\"token\":\"%s\"}"
                .formatted(url, account.setting("auth-token").orElseThrow());
        changes.add(change("make the application", request(account, "POST", "/application", body)));
      }
      List<String> attached = found.path("numbers").valueStream().map(JsonNode::asString).toList();
      for (ProxyNumber number : plan.numbers()) {
        if (!attached.contains(number.e164())) {
          changes.add(
              change(
                  "attach " + number,
                  request(account, "POST", "/numbers/%2B" + number.digits(), "")));
        }
      }
      return changes;
    }

    private static Send<SetupReport> change(String purpose, CarrierRequest request) {
      return new Send<>(purpose, request, true, HttpReply.ok());
    }

    @Override
    public ApiStep<List<CarrierNumber>> numbers(CarrierAccount account, List<HttpReply> replies) {
      if (replies.isEmpty()) {
        return Send.read("list the numbers", request(account, "GET", "/numbers", ""));
      }
      return replies.getFirst().status() == 200
          ? new Finished<>(json(replies.getFirst()).valueStream().map(WithApi::number).toList())
          : new Failed<>("the numbers were not listed: " + replies.getFirst().status());
    }

    private static CarrierNumber number(JsonNode entry) {
      String state = entry.path("state").asString("");
      return new CarrierNumber(
          ProxyNumber.of(PhoneNumber.ofE164(entry.path("number").asString(""))),
          NumberHealth.valueOf(state.toUpperCase(Locale.ROOT)),
          "carrier's " + state);
    }

    private static CarrierRequest request(
        CarrierAccount account, String method, String path, String body) {
      return new CarrierRequest(
          method,
          account.setting("api-base").orElseThrow() + path,
          Map.of("X-Auth-Token", account.setting("auth-token").orElse("none")),
          Optional.of(body).filter(text -> !text.isEmpty()));
    }

    private static JsonNode json(HttpReply reply) {
      return JsonMapper.shared().readTree(new String(reply.body(), UTF_8));
    }
  }
}
