package io.bauta.simulator.vobiz;

import java.net.URI;
import java.util.Map;

/**
 * An application of a Vobiz account, as it was set up through the REST API.
 *
 * @param appId a number, as text
 * @param fields everything that was set, by its name in the API
 */
public record VobizApplication(String appId, Map<String, String> fields) {

  public VobizApplication {
    fields = Map.copyOf(fields);
  }

  public String name() {
    return field("app_name");
  }

  public URI answerUrl() {
    return URI.create(field("answer_url"));
  }

  /** Vobiz takes the answer URL unless another was set. */
  public URI hangupUrl() {
    return fields.containsKey("hangup_url") ? URI.create(field("hangup_url")) : answerUrl();
  }

  /** {@code POST} or {@code GET}. */
  public String answerMethod() {
    return field("answer_method");
  }

  /** Settings for a carrier whose calls go to this application. */
  public VobizSettings.Builder settings() {
    return VobizSettings.answering(answerUrl()).hangupUrl(hangupUrl()).method(answerMethod());
  }

  private String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The application only: its URLs may hold secrets. */
  @Override
  public String toString() {
    return "VobizApplication[" + appId + "]";
  }
}
