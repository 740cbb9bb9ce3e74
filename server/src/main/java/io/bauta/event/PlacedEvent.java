package io.bauta.event;

/**
 * An event with its place in the order of all events.
 *
 * @param place greater than that of every event that was given its place before
 */
public record PlacedEvent(long place, Event event) {

  @Override
  public String toString() {
    return event.toString();
  }
}
