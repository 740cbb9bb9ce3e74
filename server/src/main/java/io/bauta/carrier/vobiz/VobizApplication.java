package io.bauta.carrier.vobiz;

import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An application at Vobiz: where it asks and tells about calls to the numbers that lead to it.
 *
 * <p>Source: www.vobiz.ai/docs/applications/application-object.
 *
 * @param wire as Vobiz lists it
 */
record VobizApplication(String id, JsonNode wire) {

  private static final String POST = "POST";

  /** The application of this name that {@code object} lists; empty when it is another one. */
  static Optional<VobizApplication> read(JsonNode object, String name)
      throws MalformedWebhookException {
    if (!JsonBody.text(object, "app_name").filter(name::equals).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new VobizApplication(id(object), object));
  }

  /** The id in an application, or in the reply to a new one. It goes into paths. */
  static String id(JsonNode object) throws MalformedWebhookException {
    return JsonBody.text(object, "app_id")
        .filter(VobizApi::isId)
        .orElseThrow(() -> new MalformedWebhookException("app_id is missing or no id"));
  }

  /** All of an application that is not there yet: nothing is left to a default. */
  static Map<String, Object> whole(String name, Map<String, String> wanted) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("app_name", name);
    body.putAll(wanted);
    body.put("default_number_app", false);
    body.put("default_endpoint_app", false);
    body.put("public_uri", false);
    return body;
  }

  /** What an application must say to reach us, by field. */
  static Map<String, String> wanted(String answerUrl, String hangupUrl) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("answer_url", answerUrl);
    wanted.put("answer_method", POST);
    wanted.put("hangup_url", hangupUrl);
    wanted.put("hangup_method", POST);
    return wanted;
  }

  /** Of {@code wanted} what this application says otherwise. */
  Map<String, String> differing(Map<String, String> wanted) throws MalformedWebhookException {
    Map<String, String> differing = new LinkedHashMap<>();
    for (Map.Entry<String, String> field : wanted.entrySet()) {
      if (!isSaid(field.getKey(), field.getValue())) {
        differing.put(field.getKey(), field.getValue());
      }
    }
    return differing;
  }

  /** A method that is not listed is POST, the documented default; a URL has none. */
  private boolean isSaid(String field, String value) throws MalformedWebhookException {
    Optional<String> said = JsonBody.text(wire, field);
    return said.isEmpty() ? value.equals(POST) : said.get().equals(value);
  }

  /**
   * A change of these fields. One page says that fields left out stay as they are, and Vobiz's own
   * tools, that default_endpoint_app is then reset: it is sent again as it is.
   */
  Map<String, Object> change(Map<String, String> fields) {
    Map<String, Object> body = new LinkedHashMap<>(fields);
    JsonNode endpointApp = wire.path("default_endpoint_app");
    if (endpointApp.isBoolean()) {
      body.put("default_endpoint_app", endpointApp.asBoolean());
    }
    return body;
  }

  /** Redacted: a URL may hold a secret. */
  @Override
  public String toString() {
    return "VobizApplication[" + id + "]";
  }
}
