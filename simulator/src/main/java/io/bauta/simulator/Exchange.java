package io.bauta.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One webhook and what came back.
 *
 * @param description what the reply tells the carrier to do, such as {@code Dial … as …}; empty
 *     where a reply has nothing to say. Holds real numbers: redact it for display
 * @param fault what went wrong with this delivery, for people; empty where nothing did
 */
public record Exchange(Webhook webhook, Reply reply, String description, String fault) {

  private static final int SECRET_SEGMENT_MIN = 12;

  public String event() {
    return webhook.event();
  }

  /** The status, or 0 when there was no answer. */
  public int status() {
    return reply instanceof Reply.Answered answered ? answered.status() : 0;
  }

  /** The path for display: what looks like a token or a secret is left out. */
  public String shownPath() {
    var shown = new StringBuilder();
    for (String segment : webhook.url().getPath().split("/", -1)) {
      if (!segment.isEmpty()) {
        shown.append('/').append(isToken(segment) ? "…" : segment);
      }
    }
    return shown.isEmpty() ? "/" : shown.toString();
  }

  /** The fields for display, with numbers hidden as {@code redaction} says. */
  public Map<String, String> shownFields(Redaction redaction) {
    Map<String, String> shown = new LinkedHashMap<>();
    webhook.fields().forEach((name, value) -> shown.put(name, redaction.text(value)));
    return shown;
  }

  private static boolean isToken(String segment) {
    return segment.length() >= SECRET_SEGMENT_MIN;
  }

  @Override
  public String toString() {
    String met = fault.isEmpty() ? "" : ", " + fault;
    return "Exchange[" + event() + ": " + reply.brief() + met + "]";
  }
}
