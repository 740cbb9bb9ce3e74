package io.bauta.carrier.telnyx;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Billed;
import io.bauta.call.Cost;
import io.bauta.call.Leg;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads what Telnyx charges for a leg, which it tells after the end, and only of an application
 * that asks for it (call_cost_in_webhooks).
 *
 * <p>The total says no currency; each of its parts does. Which leg it is about only our own state
 * says. Source: the published specification, github.com/team-telnyx/openapi, CallCost.
 */
final class TelnyxCost {

  private static final String KEY = "cost";
  private static final int LEG_LENGTH_MAX = CallFact.KEY_LENGTH_MAX - KEY.length() - 1;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
  private static final Duration LONGEST = Duration.ofDays(1);

  private TelnyxCost() {}

  static CarrierMessage read(TelnyxEvent event) throws MalformedWebhookException {
    Optional<Duration> time =
        event
            .text("billed_duration_secs")
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .filter(billed -> billed.compareTo(LONGEST) <= 0);
    Optional<String> currency = currency(event);
    Optional<Cost> cost = event.text("total_cost").flatMap(amount -> Cost.parse(amount, currency));
    if (time.isEmpty() && cost.isEmpty()) {
      // The calculation failed, or what it says cannot be.
      return new Irrelevant(event.type());
    }
    return new Tells(event.call(), List.of(new Billed(key(event), leg(event), time, cost)));
  }

  /** One for each leg. */
  private static String key(TelnyxEvent event) throws MalformedWebhookException {
    return event
        .text("call_leg_id")
        .filter(leg -> leg.length() <= LEG_LENGTH_MAX)
        .map(leg -> KEY + ":" + leg)
        .orElse(KEY);
  }

  private static Optional<Leg> leg(TelnyxEvent event) throws MalformedWebhookException {
    return event
        .state()
        .map(state -> state.phase() == TelnyxPhase.DESTINATION ? Leg.OUTBOUND : Leg.INBOUND);
  }

  /** That of all parts; empty when they have none, or not the same. */
  private static Optional<String> currency(TelnyxEvent event) throws MalformedWebhookException {
    TreeSet<String> currencies = new TreeSet<>();
    for (JsonNode part : event.payload().path("cost_parts").values()) {
      JsonBody.text(part, "currency").ifPresent(currencies::add);
    }
    return currencies.size() == 1 ? Optional.of(currencies.first()) : Optional.empty();
  }
}
