package io.bauta.simulator;

import java.util.List;

/**
 * All that came of one webhook: more than one exchange where it was retried or copied.
 *
 * @param reply the reply that the carrier acts on
 */
public record Delivery(List<Exchange> exchanges, Reply reply) {

  public Delivery {
    exchanges = List.copyOf(exchanges);
  }

  /** The same, as something that went wrong in this way, where nothing else did. */
  public Delivery met(String fault) {
    return new Delivery(
        exchanges.stream()
            .map(
                exchange ->
                    exchange.fault().isEmpty()
                        ? new Exchange(
                            exchange.webhook(), exchange.reply(), exchange.description(), fault)
                        : exchange)
            .toList(),
        reply);
  }
}
