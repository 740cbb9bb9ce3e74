package io.bauta.api;

import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Webhook;
import io.bauta.edge.Exchange;
import io.bauta.edge.Exchange.Received;
import io.bauta.edge.Exchange.Sent;
import io.bauta.edge.Exchange.Stray;
import io.bauta.edge.ProofVerdict;
import io.bauta.edge.WireText;
import io.bauta.outbox.CommandTry;
import io.bauta.pool.Pools;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Exchanges in JSON: people's numbers redacted, our own in clear, secrets nowhere. */
public final class ExchangeJson {

  /** Instead of a content that we fail to show. */
  static final String NOT_SHOWN = "(not shown)";

  private static final int NOT_FOUND = 404;
  private static final int NANOS_IN_A_MICROSECOND = 1_000;

  private final Pools pools;
  private final HandlingJson handlings;

  public ExchangeJson(Pools pools) {
    this.pools = pools;
    this.handlings = new HandlingJson(pools);
  }

  /** Whole, or without its content where that cannot be shown: the others of its page are. */
  ObjectNode of(Exchange exchange) {
    try {
      return whole(exchange);
    } catch (RuntimeException | StackOverflowError fault) {
      return withoutContent(exchange);
    }
  }

  private ObjectNode whole(Exchange exchange) {
    WireText text = new WireText(exchange.account(), pools::holds);
    ObjectNode json = head(exchange);
    json.put(
        "carrier_call_id",
        exchange.carrierCall().map(CarrierCallId::text).map(text::shown).orElse(null));
    switch (exchange.content()) {
      case Received received -> put(received, text, json);
      case Stray stray -> put(stray, text, json);
      case Sent sent -> put(sent.command(), text, json);
    }
    return json;
  }

  private static ObjectNode withoutContent(Exchange exchange) {
    ObjectNode json = head(exchange);
    json.putNull("carrier_call_id");
    json.putNull("webhook");
    json.putNull("command");
    HandlingJson.putNothing(NOT_SHOWN, json);
    json.putNull("reply");
    return json;
  }

  private static ObjectNode head(Exchange exchange) {
    ObjectNode json = Json.object();
    json.put("id", exchange.id().toString());
    json.put("at", exchange.at().truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("duration_microseconds", exchange.took().toNanos() / NANOS_IN_A_MICROSECOND);
    json.put("carrier_account", exchange.account().name());
    json.put("carrier", exchange.account().carrier());
    json.put("outcome", Names.of(exchange.content().outcome()));
    json.put("call", exchange.call().map(CallId::toString).orElse(null));
    return json;
  }

  private void put(Received received, WireText text, ObjectNode json) {
    Webhook webhook = received.webhook();
    ObjectNode request = json.putObject("webhook");
    put(webhook.endpoint(), text.shown(webhook.method()), received.proof(), request);
    request.put("from", received.from());
    putHeaders(webhook.headers().keySet(), text, request);
    request.put("query", text.form(webhook.query()));
    request.put("body", text.body(webhook.header("content-type").orElse(""), webhook.body()));
    request.put("body_bytes", webhook.body().length);
    json.putNull("command");
    handlings.put(received.handling(), json);
    json.set("reply", reply(received.reply(), text));
  }

  private static void put(Stray stray, WireText text, ObjectNode json) {
    ObjectNode request = json.putObject("webhook");
    put(
        stray.endpoint().orElse(null),
        text.shown(stray.method()),
        ProofVerdict.NOT_CHECKED,
        request);
    request.put("from", stray.from());
    putHeaders(stray.headers(), text, request);
    request.putNull("query");
    request.putNull("body");
    request.putNull("body_bytes");
    json.putNull("command");
    HandlingJson.putNothing("not read: " + stray.why(), json);
    json.set("reply", reply(HttpReply.text(NOT_FOUND, "", ""), text));
  }

  private static void put(
      @Nullable String endpoint, String method, ProofVerdict proof, ObjectNode request) {
    request.put("endpoint", endpoint);
    request.put("method", method);
    request.put("proof", Names.of(proof));
  }

  private static void putHeaders(Set<String> names, WireText text, ObjectNode request) {
    var headers = request.putArray("headers");
    names.stream().sorted().map(text::shown).forEach(headers::add);
  }

  private static void put(CommandTry tried, WireText text, ObjectNode json) {
    json.putNull("webhook");
    ObjectNode command = json.putObject("command");
    Optional<CarrierRequest> request = tried.request();
    command.put("action", tried.owed().command().action());
    command.put("id", text.shown(tried.owed().command().id()));
    command.put("method", request.map(CarrierRequest::method).orElse(null));
    command.put("path", request.map(sent -> text.shown(path(sent))).orElse(null));
    command.put("body", request.flatMap(CarrierRequest::body).map(text::shown).orElse(null));
    HandlingJson.putNothing(words(tried), json);
    if (tried.reply().isPresent()) {
      json.set("reply", reply(tried.reply().get(), text));
    } else {
      json.putNull("reply");
    }
  }

  private static String path(CarrierRequest request) {
    return Optional.ofNullable(URI.create(request.url()).getRawPath()).orElse("");
  }

  private static String words(CommandTry tried) {
    String action = tried.owed().command().action();
    return switch (tried.verdict()) {
      case DONE -> action + ": the carrier has taken it";
      case RETRY ->
          action
              + (tried.reply().isPresent() ? ": not taken now" : ": no reply")
              + ", to be sent again";
      case CALL_GONE -> action + ": the call is over";
      case REJECTED -> action + ": the carrier does not take it";
      case TOO_LATE -> action + ": not sent, nobody could be helped by it any more";
    };
  }

  private static ObjectNode reply(HttpReply reply, WireText text) {
    ObjectNode json = Json.object();
    json.put("status", reply.status());
    json.put("content_type", text.shown(reply.contentType()));
    json.put("body", text.body(reply.contentType(), reply.body()));
    return json;
  }
}
