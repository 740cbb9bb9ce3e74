package io.bauta.api;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.edge.Exchange;
import io.bauta.edge.ExchangeId;
import io.bauta.edge.ExchangeOutcome;
import io.bauta.edge.ExchangeQuery;
import io.bauta.edge.Exchanges;
import java.util.List;
import java.util.Optional;

/** The inspector: the latest exchanges with carriers, redacted. */
public final class WebhooksApi {

  private final Exchanges exchanges;
  private final Accounts accounts;
  private final CallStore calls;
  private final ExchangeJson json;

  public WebhooksApi(Exchanges exchanges, Accounts accounts, CallStore calls, ExchangeJson json) {
    this.exchanges = exchanges;
    this.accounts = accounts;
    this.calls = calls;
    this.json = json;
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    ExchangeQuery query =
        new ExchangeQuery(
            account(request),
            Page.parameter(
                request,
                "call",
                text -> Optional.of(text).filter(id -> id.length() <= CarrierCallId.LENGTH_MAX),
                "the id of a call, ours or the carrier's"),
            Page.parameter(
                request,
                "outcome",
                text -> Names.parse(text, ExchangeOutcome.class),
                Names.list(ExchangeOutcome.class)),
            Page.parameter(
                request, "since", CallFilters::instant, "a time such as 2027-01-31T18:30:00Z"),
            Page.parameter(request, "cursor", ExchangeId::parse, "a cursor from the page before"),
            limit + 1);
    List<Exchange> found = exchanges.list(query);
    return Page.of(
        found.isEmpty() ? byCarrierId(query) : found,
        limit,
        json::of,
        exchange -> exchange.id().toString());
  }

  private Optional<String> account(ApiRequest request) {
    // The field is called carrier_account, the filter account: people use both.
    String name = request.queryValue("account").isPresent() ? "account" : "carrier_account";
    return Page.parameter(
        request,
        name,
        text -> accounts.find(text).map(CarrierAccount::name),
        "one of " + String.join(", ", accounts.all().stream().map(CarrierAccount::name).toList()));
  }

  /**
   * What is told about a call names it by the carrier's id. When the question has been forgotten
   * already, only the store still knows that it is the call of our id.
   */
  private List<Exchange> byCarrierId(ExchangeQuery query) {
    Optional<CallStart> start =
        query.call().flatMap(CallId::parse).flatMap(calls::find).map(Call::start);
    return start
        .map(
            known ->
                exchanges.list(
                    query.ofCall(known.incoming().carrierAccount(), known.carrierCallId())))
        .orElse(List.of());
  }
}
