package io.bauta.simulator.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.simulator.Delivery;
import io.bauta.simulator.Reply;
import io.bauta.simulator.Webhook;
import io.bauta.simulator.vobiz.Verb.Callback;
import io.bauta.simulator.vobiz.VobizDocument.Reading;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sends the webhooks of one call, in the order asked, and writes them into its story. */
final class VobizEvents {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final VobizCarrier carrier;
  private final CallerLeg leg;
  private final VobizFields fields;

  VobizEvents(VobizCarrier carrier, CallerLeg leg) {
    this.carrier = carrier;
    this.leg = leg;
    this.fields = new VobizFields(carrier.settings(), leg);
  }

  VobizFields fields() {
    return fields;
  }

  /** Asks for the document that says what to do with the call. */
  Reading startApp() {
    return asksForDocument(answerUrl(), fields.standard("StartApp"));
  }

  /** Asks for another document, telling {@code content}. */
  Reading asksForDocument(Callback where, Map<String, String> content) {
    Delivery delivery = deliver(where, content, reply -> VobizDocument.read(reply).described());
    Reading reading = VobizDocument.read(delivery.reply());
    if (reading instanceof Reading.Usable usable) {
      usable.document().oddities().forEach(leg.story()::complains);
    }
    return reading;
  }

  /** Tells something whose reply is ignored, if anyone wants to know. */
  void tells(Optional<Callback> where, Map<String, String> content) {
    where.ifPresent(
        callback -> {
          Delivery delivery = deliver(callback, content, _ -> "");
          if (!delivery.reply().isOk() && !(delivery.reply() instanceof Reply.Dropped)) {
            String event = content.getOrDefault("Event", "");
            leg.story().complains("%s was answered %s".formatted(event, delivery.reply().brief()));
          }
        });
  }

  /** Tells the end of the caller's leg. */
  void hangup(VobizCause cause, String source) {
    VobizSettings settings = carrier.settings();
    var where = new Callback(settings.hangupUrl().toString(), settings.method());
    tells(Optional.of(where), fields.hangup(cause, source));
  }

  private Callback answerUrl() {
    VobizSettings settings = carrier.settings();
    return new Callback(settings.answerUrl().toString(), settings.method());
  }

  private Delivery deliver(
      Callback where, Map<String, String> content, Function<Reply, String> description) {
    Optional<URI> url = resolved(where.url());
    if (url.isEmpty()) {
      leg.story().complains("a URL for %s is not http(s)".formatted(content.get("Event")));
      return new Delivery(List.of(), new Reply.Missing("invalid URL"));
    }
    Webhook webhook = webhook(where.method(), url.get(), content);
    Delivery delivery = carrier.sender().deliver(webhook, description);
    leg.story().asks(delivery);
    return delivery;
  }

  private Webhook webhook(String method, URI url, Map<String, String> content) {
    Map<String, String> headers = new LinkedHashMap<>(carrier.signatureFor(url));
    headers.put("User-Agent", "Vobiz");
    return request(method, url, headers, content);
  }

  /** A complete webhook: a form in the body of a POST or in the query of a GET. */
  static Webhook request(
      String method, URI url, Map<String, String> headers, Map<String, String> content) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    String event = content.getOrDefault("Event", "");
    if (method.equals("GET")) {
      String separator = url.getRawQuery() == null ? "?" : "&";
      URI withQuery = URI.create(url + separator + form(content));
      return new Webhook(event, method, withQuery, all, "", content);
    }
    all.put("Content-Type", FORM);
    return new Webhook(event, method, url, all, form(content), content);
  }

  /** Vobiz's pages ask for whole URLs; one of its samples relies on the answer URL as base. */
  private Optional<URI> resolved(String written) {
    try {
      URI url = carrier.settings().answerUrl().resolve(written.strip());
      boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return isWeb && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String form(Map<String, String> content) {
    return content.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
