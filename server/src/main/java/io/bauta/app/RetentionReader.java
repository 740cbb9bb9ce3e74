package io.bauta.app;

import static java.util.Map.entry;

import io.bauta.app.ConfigKeys.Key;
import io.bauta.delivery.Deliveries;
import io.bauta.outbox.Outbox;
import io.bauta.retention.DataKind;
import io.bauta.retention.RetentionPolicy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads for how long what is kept. */
final class RetentionReader {

  private static final String CALLS = "retention.calls-days";
  private static final String SESSIONS = "retention.sessions-days";
  private static final String UNMATCHED = "retention.unmatched-days";
  private static final String AUDIT = "retention.audit-days";
  private static final String RECORDINGS = "recordings.retention-days";

  /** Which key says it; kinds that are not here have a time of their own that nobody chooses. */
  static final Map<DataKind, String> SETTINGS =
      Map.ofEntries(
          entry(DataKind.CALLS, CALLS),
          entry(DataKind.SESSIONS, SESSIONS),
          entry(DataKind.UNMATCHED, UNMATCHED),
          entry(DataKind.AUDIT, AUDIT),
          entry(DataKind.RECORDINGS, RECORDINGS));

  static final List<Key> KEYS =
      List.of(
          key(CALLS, RetentionPolicy.MIN, "90"),
          key(SESSIONS, RetentionPolicy.MIN, "90"),
          key(UNMATCHED, RetentionPolicy.UNMATCHED_MIN, "30"),
          key(AUDIT, RetentionPolicy.MIN, "730"),
          key(RECORDINGS, RetentionPolicy.MIN, "90"));

  private RetentionReader() {}

  private static Key key(String name, Duration min, String example) {
    return new Key(
        name,
        "whole days from %d to %d".formatted(min.toDays(), RetentionPolicy.MAX.toDays()),
        example);
  }

  static RetentionPolicy read(ConfigKeys keys) {
    Map<DataKind, Duration> kept = new EnumMap<>(DataKind.class);
    kept.put(DataKind.UNMATCHED, RetentionPolicy.UNMATCHED_DEFAULT);
    kept.put(DataKind.EVENTS, Deliveries.EVENTS_KEPT);
    kept.put(DataKind.DELIVERIES, Deliveries.DELIVERED_KEPT);
    kept.put(DataKind.DEAD_DELIVERIES, Deliveries.DEAD_KEPT);
    kept.put(DataKind.COMMANDS, Outbox.REMEMBERED);
    SETTINGS.forEach(
        (kind, name) -> keys.get(name).ifPresent(text -> kept.put(kind, days(name, text))));
    Optional<Duration> calls = Optional.ofNullable(kept.get(DataKind.CALLS));
    requireAfterCalls(kept, calls);
    // A recording belongs to its call, so it goes with it.
    calls.ifPresent(days -> kept.putIfAbsent(DataKind.RECORDINGS, days));
    return new RetentionPolicy(kept);
  }

  private static Duration days(String name, String text) {
    Duration min = name.equals(UNMATCHED) ? RetentionPolicy.UNMATCHED_MIN : RetentionPolicy.MIN;
    try {
      int days = Integer.parseInt(text);
      if (days >= min.toDays() && days <= RetentionPolicy.MAX.toDays()) {
        return Duration.ofDays(days);
      }
    } catch (NumberFormatException notANumber) {
      // Said below, for every wrong value alike.
    }
    Key key = KEYS.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow();
    throw ConfigException.of(name, key.expected(), key.example());
  }

  private static void requireAfterCalls(Map<DataKind, Duration> kept, Optional<Duration> calls) {
    Duration sessions = kept.get(DataKind.SESSIONS);
    if (sessions != null && calls.filter(days -> days.compareTo(sessions) <= 0).isEmpty()) {
      throw new ConfigException(
          ("%s: sessions are forgotten after their calls, which show their people: set %s too, to"
                  + " at most as many days")
              .formatted(SESSIONS, CALLS));
    }
    Duration recordings = kept.get(DataKind.RECORDINGS);
    if (recordings != null && calls.filter(days -> days.compareTo(recordings) < 0).isPresent()) {
      throw new ConfigException(
          "%s: a recording is kept no longer than its call: at most as many days as %s says"
              .formatted(RECORDINGS, CALLS));
    }
  }
}
