package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Vobiz's API, as far as a set-up goes: applications and numbers in memory, listed in pages. */
final class PretendVobizApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ACCOUNT = "https://api.vobiz.ai/api/v1/Account/MA_XXXXXXXX";
  private static final Pattern ATTACH = Pattern.compile("/numbers/(%2B[0-9]+)/application");

  final List<Map<String, Object>> applications = new ArrayList<>();
  final Map<String, Map<String, Object>> numbers = new LinkedHashMap<>();

  /** What is replied instead, by the beginning of method and path. */
  final Map<String, HttpReply> faults = new HashMap<>();

  /** How many numbers a page holds at most, whatever was asked for. */
  int numbersPerPage = 100;

  /** What was sent, as method and path. */
  final List<String> sent = new ArrayList<>();

  final List<String> bodies = new ArrayList<>();

  void addApplication(String id, String name, String answerUrl, String hangupUrl) {
    Map<String, Object> application = new LinkedHashMap<>();
    application.put("app_id", id);
    application.put("app_name", name);
    application.put("answer_url", answerUrl);
    application.put("answer_method", "POST");
    application.put("hangup_url", hangupUrl);
    application.put("hangup_method", "POST");
    application.put("default_endpoint_app", false);
    applications.add(application);
  }

  Map<String, Object> addNumber(String e164) {
    Map<String, Object> number = new LinkedHashMap<>();
    number.put("e164", e164);
    number.put("status", "active");
    number.put("application_id", null);
    numbers.put(e164, number);
    return number;
  }

  /** Plays a conversation to its end. */
  <T> ApiStep<T> play(Function<List<HttpReply>, ApiStep<T>> conversation) {
    return play(conversation, false);
  }

  /** The same without making a change: what was to be changed gets the reply that is assumed. */
  <T> ApiStep<T> rehearse(Function<List<HttpReply>, ApiStep<T>> conversation) {
    return play(conversation, true);
  }

  private <T> ApiStep<T> play(
      Function<List<HttpReply>, ApiStep<T>> conversation, boolean rehearsal) {
    List<HttpReply> replies = new ArrayList<>();
    ApiStep<T> step = conversation.apply(replies);
    while (step instanceof Send<T> send) {
      replies.add(rehearsal && send.changes() ? send.assumed() : reply(send.request()));
      step = conversation.apply(replies);
    }
    return step;
  }

  private HttpReply reply(CarrierRequest request) {
    String path = request.url().substring(ACCOUNT.length());
    String line = request.method() + " " + path;
    sent.add(line);
    request.body().ifPresent(bodies::add);
    return faults.entrySet().stream()
        .filter(fault -> line.startsWith(fault.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElseGet(() -> handle(line, path, request));
  }

  private HttpReply handle(String line, String path, CarrierRequest request) {
    Matcher attach = ATTACH.matcher(path);
    if (line.startsWith("GET /Application/?")) {
      return applications(query(path));
    }
    if (line.startsWith("GET /numbers?")) {
      return numbers(query(path));
    }
    if (line.equals("POST /Application/")) {
      Map<String, Object> made = new LinkedHashMap<>(body(request));
      made.put("app_id", "1234567890123456" + applications.size());
      applications.add(made);
      return json(201, Map.of("api_id", "x", "app_id", made.get("app_id"), "message", "created"));
    }
    if (attach.matches()) {
      return attach(URLDecoder.decode(attach.group(1), UTF_8), body(request));
    }
    return applications.stream()
        .filter(application -> line.equals("POST /Application/" + application.get("app_id") + "/"))
        .findFirst()
        .map(application -> change(application, body(request)))
        .orElseGet(() -> HttpReply.text(404, "", ""));
  }

  private HttpReply applications(Map<String, Integer> query) {
    int from = query.get("offset");
    int to = Math.min(applications.size(), from + Math.min(20, query.get("limit")));
    return json(
        200,
        Map.of(
            "api_id",
            "x",
            "meta",
            Map.of("limit", 20, "offset", from, "total_count", applications.size()),
            "objects",
            applications.subList(Math.min(from, to), to)));
  }

  private HttpReply numbers(Map<String, Integer> query) {
    List<Map<String, Object>> all = List.copyOf(numbers.values());
    int from = Math.min(all.size(), (query.get("page") - 1) * numbersPerPage);
    int to = Math.min(all.size(), from + numbersPerPage);
    return json(
        200,
        Map.of("items", all.subList(from, to), "page", query.get("page"), "total", all.size()));
  }

  private HttpReply attach(String e164, Map<String, Object> body) {
    Map<String, Object> number = numbers.get(e164);
    if (number == null) {
      return HttpReply.text(404, "", "");
    }
    number.put("application_id", body.get("application_id"));
    return json(200, Map.of("message", "attached"));
  }

  private static HttpReply change(Map<String, Object> application, Map<String, Object> body) {
    application.putAll(body);
    return json(202, Map.of("message", "changed"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> body(CarrierRequest request) {
    return JSON.readValue(request.body().orElseThrow(), LinkedHashMap.class);
  }

  private static Map<String, Integer> query(String path) {
    Map<String, Integer> query = new HashMap<>();
    for (String pair : path.substring(path.indexOf('?') + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts[1].matches("[0-9]+")) {
        query.put(parts[0], Integer.valueOf(parts[1]));
      }
    }
    return query;
  }

  static HttpReply json(int status, Map<String, Object> body) {
    return HttpReply.text(status, "application/json", JSON.writeValueAsString(body));
  }
}
