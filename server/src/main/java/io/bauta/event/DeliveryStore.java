package io.bauta.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what is to be sent to endpoints, and what was. What it answered is durable.
 *
 * <p>Of the deliveries of one subject to one endpoint, one at a time is due: the first that waits.
 * The next is due when that one is settled.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface DeliveryStore {

  /** Deliveries that are replayed at once. */
  int REPLAYED_AT_ONCE_MAX = 10_000;

  /** What is due at {@code now}, the longest due first. */
  List<Delivery> due(EndpointId endpoint, Instant now, int limit);

  /** Takes in what came of a try. Of a delivery that does not wait any more nothing is changed. */
  void settle(Settlement settlement, Instant now);

  /** The endpoint is back: whatever waits for its next try is due now. */
  void hasten(EndpointId endpoint, Instant now);

  /**
   * What is due after {@code latest} is due now, and waits since now at the latest: a clock that
   * was ahead said so.
   */
  void bringBack(EndpointId endpoint, Instant latest, Instant now);

  Optional<Delivery> findDelivery(DeliveryId id);

  /** What is kept of its tries, oldest first. */
  List<Attempt> attempts(DeliveryId id);

  /** Deliveries that match, newest first. */
  List<Delivery> deliveries(DeliveryQuery query);

  /** Sends it once more, after what waits of its subject before it; false when it waits already. */
  boolean replay(DeliveryId id, Instant now);

  /**
   * The same for the oldest that match, at most {@link #REPLAYED_AT_ONCE_MAX}.
   *
   * @param state dead or delivered
   * @param since of events that came to be at this instant or later
   * @return how many
   */
  int replay(EndpointId endpoint, Delivery.State state, Instant since, Instant until, Instant now);

  /**
   * How much there is of an endpoint.
   *
   * @param waiting at most as many as were counted
   */
  record Backlog(int waiting, int dead) {

    /** Further it is not counted. */
    public static final int COUNTED_MAX = 100_000;
  }

  Backlog backlog(EndpointId endpoint);
}
