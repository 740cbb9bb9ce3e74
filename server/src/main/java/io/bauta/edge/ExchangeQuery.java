package io.bauta.edge;

import io.bauta.call.CarrierCallId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which exchanges to list, newest first.
 *
 * @param account the name of an account
 * @param call a call, by our id or by the carrier's
 * @param since only exchanges that began at this instant or later
 * @param before only exchanges older than this one: the cursor of the page before
 * @param limit how many at most
 */
public record ExchangeQuery(
    Optional<String> account,
    Optional<String> call,
    Optional<ExchangeOutcome> outcome,
    Optional<Instant> since,
    Optional<ExchangeId> before,
    int limit) {

  /** The same, for a call that its carrier names so. Two accounts may name two calls alike. */
  public ExchangeQuery ofCall(String carrierAccount, CarrierCallId id) {
    return account.filter(name -> !name.equals(carrierAccount)).isPresent()
        ? new ExchangeQuery(account, call, outcome, since, before, 0)
        : new ExchangeQuery(
            Optional.of(carrierAccount), Optional.of(id.text()), outcome, since, before, limit);
  }

  boolean matches(Exchange exchange) {
    return account.filter(name -> !name.equals(exchange.account().name())).isEmpty()
        && call.filter(id -> !isAbout(exchange, id)).isEmpty()
        && outcome.filter(wanted -> wanted != exchange.content().outcome()).isEmpty()
        && since.filter(first -> exchange.at().isBefore(first)).isEmpty()
        && before.filter(last -> exchange.id().compareTo(last) >= 0).isEmpty();
  }

  private static boolean isAbout(Exchange exchange, String id) {
    return exchange.carrierCall().filter(call -> call.text().equals(id)).isPresent()
        || exchange.call().filter(call -> call.toString().equals(id)).isPresent();
  }
}
