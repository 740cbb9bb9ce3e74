package io.bauta.session;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names an order of a masking session, {@code ord_…}. */
public record OrderId(UUID uuid) {

  private static final String PREFIX = "ord";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<OrderId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(OrderId::new);
  }

  /** That of the order which was made with {@code session}: it follows from the session's. */
  public static OrderId firstOf(SessionId session) {
    return new OrderId(session.uuid());
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
