package io.bauta.carrier.eight;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sub-account at 8x8 that answers requests to its API, and can be made to be difficult. */
final class PretendSubAccount {

  /** What a second POST of a type does, which is not documented. */
  enum SecondPost {
    REPLACES,
    DOUBLES,
    IS_IGNORED
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final int STEPS_MAX = 60;

  final List<Map<String, Object>> webhooks = new ArrayList<>();
  final List<String> numbers = new ArrayList<>();

  /** Every request but those that only read, {@code POST VCA}. */
  final List<String> changes = new ArrayList<>();

  final List<JsonNode> posted = new ArrayList<>();

  /** Types of which a POST or a DELETE is refused with 422. */
  final Set<String> refusing = new HashSet<>();

  SecondPost secondPost = SecondPost.REPLACES;

  /** Plays a set-up to its end. */
  ApiStep<SetupReport> play(CarrierAccount account, SetupPlan plan) {
    return play(account, plan, false);
  }

  /** As {@link #play}; when {@code dry}, changes get the replies that are assumed. */
  ApiStep<SetupReport> play(CarrierAccount account, SetupPlan plan, boolean dry) {
    List<HttpReply> replies = new ArrayList<>();
    for (int i = 0; i < STEPS_MAX; i++) {
      ApiStep<SetupReport> step = new Eight().setUp(account, plan, replies);
      if (!(step instanceof Send<SetupReport>(var _, var request, var changes, var assumed))) {
        return step;
      }
      replies.add(dry && changes ? assumed : reply(request));
    }
    throw new AssertionError("the set-up does not end");
  }

  void has(String type, String url, boolean enabled, boolean authHeader) {
    Map<String, Object> webhook = new LinkedHashMap<>();
    webhook.put("type", type);
    webhook.put("url", url);
    webhook.put("enabled", enabled);
    webhook.put("httpAuthHeaderAvailable", authHeader);
    webhooks.add(webhook);
  }

  private HttpReply reply(CarrierRequest request) {
    String path = request.url().substring(request.url().indexOf("/subaccounts/acme_masking") + 25);
    return switch (request.method() + " " + path) {
      case "GET /webhooks" -> ok(Map.of("webhooks", webhooks, "statusCode", 0));
      case "GET /numbers" -> ok(Map.of("numbers", listed(), "statusCode", 0));
      case "POST /webhooks" -> post(JSON.readTree(request.body().orElseThrow()));
      default -> delete(path.substring("/webhooks/".length()));
    };
  }

  private List<Map<String, String>> listed() {
    return numbers.stream()
        .map(number -> Map.of("msisdn", number, "operationalStatus", "Active"))
        .toList();
  }

  private HttpReply post(JsonNode body) {
    String type = body.path("type").asString();
    changes.add("POST " + type);
    posted.add(body);
    if (refusing.contains(type)) {
      return refused();
    }
    boolean there = webhooks.stream().anyMatch(webhook -> type.equals(webhook.get("type")));
    if (there && secondPost == SecondPost.REPLACES) {
      remove(type);
    }
    if (!there || secondPost != SecondPost.IS_IGNORED) {
      boolean enabled = body.path("enabled").asBoolean() && body.path("active").asBoolean();
      has(type, body.path("url").asString(), enabled, body.has("httpAuthHeader"));
    }
    return ok(Map.of("statusCode", 1, "statusMessage", "created"));
  }

  private HttpReply delete(String type) {
    changes.add("DELETE " + type);
    if (refusing.contains(type)) {
      return refused();
    }
    remove(type);
    return ok(Map.of("type", type, "enabled", false, "statusMessage", "deleted"));
  }

  private void remove(String type) {
    webhooks.removeIf(webhook -> type.equals(webhook.get("type")));
  }

  private static HttpReply refused() {
    return json(422, Map.of("statusCode", "1001", "statusMessage", "type +6587654321"));
  }

  private static HttpReply ok(Map<String, Object> body) {
    return json(200, body);
  }

  private static HttpReply json(int status, Map<String, ?> body) {
    return HttpReply.text(status, "application/json", JSON.writeValueAsString(body));
  }
}
