package io.bauta.event;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events somebody wants.
 *
 * @param names as they were given: of types, {@code call.*} for all of a topic, {@code *} for all
 */
public record EventFilter(List<String> names) {

  /** Names of one filter. */
  public static final int NAMES_MAX = 50;

  /** Every event, also of types that there will be. */
  public static final String ALL_NAME = "*";

  public static final EventFilter ALL = new EventFilter(List.of(ALL_NAME));

  private static final String OF_TOPIC = ".*";

  public EventFilter {
    names = List.copyOf(new LinkedHashSet<>(names));
  }

  /** The filter with these names; empty when one of them means nothing, or there is none. */
  public static Optional<EventFilter> of(List<String> names) {
    return names.isEmpty() || !names.stream().allMatch(EventFilter::isKnown)
        ? Optional.empty()
        : Optional.of(new EventFilter(names));
  }

  private static boolean isKnown(String name) {
    return name.equals(ALL_NAME)
        || EventType.of(name).isPresent()
        || Arrays.stream(EventType.values()).anyMatch(type -> name.equals(type.topic() + OF_TOPIC));
  }

  /** All names that a filter may have, for a message. */
  public static String known() {
    Set<String> all = new LinkedHashSet<>();
    all.add(ALL_NAME);
    for (EventType type : EventType.values()) {
      all.add(type.topic() + OF_TOPIC);
    }
    return all.stream().collect(Collectors.joining(", "))
        + ", "
        + Arrays.stream(EventType.values()).map(EventType::text).collect(Collectors.joining(", "));
  }

  /** Whether events of this type are wanted. */
  public boolean wants(EventType type) {
    return names.stream()
        .anyMatch(
            name ->
                name.equals(ALL_NAME)
                    || name.equals(type.text())
                    || name.equals(type.topic() + OF_TOPIC));
  }
}
