package io.bauta.simulator.telnyx;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A Call Control application: where events are told, and in which version of the format. */
record TelnyxApplication(String id, ObjectNode settings) {

  static final String NAME = "application_name";
  static final String URL = "webhook_event_url";
  static final String FAILOVER_URL = "webhook_event_failover_url";
  static final String VERSION = "webhook_api_version";

  static final String FIRST_COMMAND_TIMEOUT = "first_command_timeout";
  static final String FIRST_COMMAND_SECONDS = "first_command_timeout_secs";

  /** After so many failures the failover URL is used. */
  private static final int FAILURES_BEFORE_FAILOVER = 2;

  String name() {
    return Json.text(settings, NAME).orElse("");
  }

  /** Whether it tells events in the format that servers of today can read. */
  boolean isVersion2() {
    return Json.text(settings, VERSION).filter("2"::equals).isPresent();
  }

  /** After how long a call is ended for which no command came; empty where it is not. */
  Optional<Duration> firstCommandTimeout() {
    return settings.path(FIRST_COMMAND_TIMEOUT).asBoolean(false)
        ? Optional.of(Duration.ofSeconds(settings.path(FIRST_COMMAND_SECONDS).asLong()))
        : Optional.empty();
  }

  /** The URL of a try, counted from 1. */
  URI urlOfTry(int number) {
    Optional<String> failover = Json.text(settings, FAILOVER_URL).filter(url -> !url.isEmpty());
    String usual = Json.text(settings, URL).orElseThrow();
    return URI.create(number > FAILURES_BEFORE_FAILOVER ? failover.orElse(usual) : usual);
  }

  /** As the API shows it. */
  ObjectNode shown() {
    ObjectNode shown = settings.deepCopy();
    shown.put("id", id);
    shown.put("record_type", "call_control_application");
    return shown;
  }

  /** The identifier only: URLs hold secrets. */
  @Override
  public String toString() {
    return "TelnyxApplication[" + id + "]";
  }
}
