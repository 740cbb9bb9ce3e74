package io.bauta.app;

import io.bauta.app.ConfigKeys.Key;
import io.bauta.outbound.Reach;
import java.time.Duration;
import java.util.List;

/** Reads how the platform is told of events. */
final class EventsReader {

  private static final String PRIVATE = "events.allow-private-addresses";
  private static final String NOTICE = "events.expiring-notice-seconds";

  private static final String PRIVATE_EXPECTED = "true or false";
  private static final String NOTICE_EXPECTED =
      "whole seconds from %d to %d"
          .formatted(EventSettings.NOTICE_MIN.toSeconds(), EventSettings.NOTICE_MAX.toSeconds());

  static final List<Key> KEYS =
      List.of(new Key(PRIVATE, PRIVATE_EXPECTED, "false"), new Key(NOTICE, NOTICE_EXPECTED, "300"));

  private EventsReader() {}

  static EventSettings read(ConfigKeys keys) {
    return new EventSettings(
        keys.get(PRIVATE).map(EventsReader::reach).orElse(EventSettings.DEFAULT.reach()),
        keys.get(NOTICE).map(EventsReader::notice).orElse(EventSettings.DEFAULT.notice()));
  }

  private static Reach reach(String text) {
    return switch (text) {
      case "true" -> Reach.ANYWHERE;
      case "false" -> EventSettings.DEFAULT.reach();
      default -> throw ConfigException.of(PRIVATE, PRIVATE_EXPECTED, "false");
    };
  }

  private static Duration notice(String text) {
    try {
      Duration notice = Duration.ofSeconds(Long.parseLong(text));
      if (notice.compareTo(EventSettings.NOTICE_MIN) >= 0
          && notice.compareTo(EventSettings.NOTICE_MAX) <= 0) {
        return notice;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, for every wrong value alike.
    }
    throw ConfigException.of(NOTICE, NOTICE_EXPECTED, "300");
  }
}
