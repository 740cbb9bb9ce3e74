package io.bauta.simulator.alohaa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.simulator.StrictJson;
import io.bauta.simulator.Webhook;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Makes complete requests of what a webhook holds. */
final class AlohaaWebhooks {

  private final AlohaaSettings settings;
  private volatile boolean unmarked;

  AlohaaWebhooks(AlohaaSettings settings) {
    this.settings = settings;
  }

  /** From the next webhook on, the account's header is left out. */
  void leavesOutHeader() {
    unmarked = true;
  }

  Webhook question(Map<String, String> fields) {
    URI url = settings.receiverUrl();
    return switch (settings.requestStyle()) {
      case JSON -> post(AlohaaCarrier.ASKS, url, "application/json", json(fields), fields);
      case FORM ->
          post(AlohaaCarrier.ASKS, url, "application/x-www-form-urlencoded", form(fields), fields);
      case GET -> {
        String separator = url.getRawQuery() == null ? "?" : "&";
        URI withQuery = URI.create(url + separator + form(fields));
        yield new Webhook(AlohaaCarrier.ASKS, "GET", withQuery, headers(), "", fields);
      }
    };
  }

  Webhook details(URI url, ObjectNode details) {
    String body = details.toString();
    boolean hasComma = settings.has(AlohaaVariant.TRAILING_COMMA);
    String sent = hasComma ? body.substring(0, body.length() - 1) + ",}" : body;
    return post(AlohaaCarrier.TELLS, url, "application/json", sent, StrictJson.fields(details));
  }

  private Webhook post(
      String event, URI url, String type, String body, Map<String, String> fields) {
    Map<String, String> headers = headers();
    headers.put("Content-Type", type);
    return new Webhook(event, "POST", url, headers, body, fields);
  }

  private Map<String, String> headers() {
    return new LinkedHashMap<>(unmarked ? Map.of() : settings.header());
  }

  private static String json(Map<String, String> fields) {
    ObjectNode object = StrictJson.object();
    fields.forEach(object::put);
    return object.toString();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
