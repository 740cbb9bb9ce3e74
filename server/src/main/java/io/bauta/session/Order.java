package io.bauta.session;

import io.bauta.session.MaskingSession.Closing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the openings that a session stands for. It is open as long as one of them is.
 *
 * <p>A session that was opened once has one order, which is nothing but the session itself; others
 * come to be where a pool merges repeat orders.
 *
 * @param reference the platform's own id for what this order is about; may be empty
 * @param lifetime as asked for when it was opened; {@code expiresAt} is what holds
 * @param expiresAt the instant at which it ends by itself; empty when it does not
 * @param closing how it was closed before that; empty when it was not
 */
public record Order(
    OrderId id,
    Optional<String> reference,
    Map<String, String> metadata,
    Lifetime lifetime,
    Instant openedAt,
    Optional<Instant> expiresAt,
    Optional<Closing> closing) {

  /** How many orders of one session may be open at a time. */
  public static final int OPEN_MAX = 200;

  public Order {
    metadata = Map.copyOf(metadata);
  }

  /** The order that was made with {@code session}, while that has no other. */
  public static Order first(MaskingSession session) {
    return new Order(
        OrderId.firstOf(session.id()),
        session.reference(),
        session.metadata(),
        session.lifetime(),
        session.openedAt(),
        session.expiresAt(),
        session.closing());
  }

  /** Whether it holds its session open at {@code now}. */
  public boolean isOpenAt(Instant now) {
    return closing.isEmpty() && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
  }

  /** Why it is closed at {@code now}; empty while it is open. */
  public Optional<String> closedReasonAt(Instant now) {
    return isOpenAt(now)
        ? Optional.empty()
        : Optional.of(closing.map(Closing::reason).orElse(MaskingSession.EXPIRED));
  }

  /** When it ended or will end; empty when neither is known. */
  public Optional<Instant> endsAt() {
    return closing.map(Closing::at).or(() -> expiresAt);
  }

  Order until(Optional<Instant> end) {
    return new Order(id, reference, metadata, lifetime, openedAt, end, closing);
  }

  Order closed(Closing how) {
    return new Order(id, reference, metadata, lifetime, openedAt, expiresAt, Optional.of(how));
  }

  /** When the last of {@code open} ends by itself; empty when one of them does not. */
  static Optional<Instant> latestEnd(List<Order> open) {
    return open.stream().anyMatch(order -> order.expiresAt().isEmpty())
        ? Optional.empty()
        : open.stream().flatMap(order -> order.expiresAt().stream()).max(Comparator.naturalOrder());
  }
}
