package io.bauta.simulator.vobiz;

import io.bauta.simulator.StrictJson;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server sends to create or change an application, and what is wrong with it. */
final class ApplicationForm {

  private static final List<String> MANDATORY = List.of("app_name", "answer_url", "answer_method");
  private static final List<String> URLS =
      List.of("answer_url", "hangup_url", "fallback_answer_url", "message_url");
  private static final List<String> METHODS =
      List.of("answer_method", "hangup_method", "fallback_method", "message_method");
  private static final List<String> OTHERS =
      List.of(
          "app_name",
          "default_number_app",
          "default_endpoint_app",
          "public_uri",
          "log_incoming_message",
          "sub_account");

  private final Map<String, String> fields = new TreeMap<>();

  ApplicationForm(byte[] body) throws InvalidJson {
    ObjectNode form = StrictJson.read(body);
    for (List<String> names : List.of(URLS, METHODS, OTHERS)) {
      for (String name : names) {
        JsonNode value = form.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
          fields.put(name, value.isString() ? value.stringValue() : value.toString());
        }
      }
    }
  }

  Map<String, String> fields() {
    return fields;
  }

  /** Why no application can be created of it, if so. */
  Optional<String> faultOfNew() {
    return MANDATORY.stream()
        .filter(name -> !fields.containsKey(name))
        .findFirst()
        .map(name -> name + " is missing")
        .or(this::fault);
  }

  /** Why it cannot be used at all, if so. */
  Optional<String> fault() {
    return fields.entrySet().stream()
        .filter(field -> isWrong(field.getKey(), field.getValue()))
        .findFirst()
        .map(field -> field.getKey() + " is invalid");
  }

  private static boolean isWrong(String name, String value) {
    if (URLS.contains(name)) {
      return !isWebUrl(value);
    }
    if (METHODS.contains(name)) {
      return !value.equals("GET") && !value.equals("POST");
    }
    return name.equals("app_name") && !value.matches("[A-Za-z0-9_-]+");
  }

  private static boolean isWebUrl(String text) {
    try {
      URI url = URI.create(text);
      boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return isWeb && url.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
