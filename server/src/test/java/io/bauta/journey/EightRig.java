package io.bauta.journey;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.eight.EightCarrier;
import io.bauta.simulator.eight.EightSettings;
import io.bauta.simulator.eight.EightVariant;
import io.bauta.simulator.eight.WebhookType;
import java.util.Optional;
import java.util.Set;

/** 8x8, with its five webhooks and a header in each. */
final class EightRig implements Rig {

  private static final String HEADER = "Bearer 0123456789abcdef0123456789abcdef";
  private static final String SUB_ACCOUNT = "acme_masking";

  private final EightCarrier carrier;

  EightRig(Place place) {
    this(place, new EightVariant[0]);
  }

  /** With these of what its pages leave open. */
  EightRig(Place place, EightVariant... variants) {
    carrier =
        new EightCarrier(
            EightSettings.of(SUB_ACCOUNT, "eight-api-key")
                .webhook(WebhookType.VCA, place.webhook("eight/handle"))
                .webhook(WebhookType.VCS, place.webhook("eight/status"))
                .webhook(WebhookType.VSS, place.webhook("eight/summary"))
                .webhook(WebhookType.VRU, place.webhook("eight/recording"))
                .webhook(WebhookType.VNU, place.webhook("eight/numbers"))
                .httpAuthHeader(HEADER)
                .numbers(place.numbers())
                .with(variants)
                .with(EightVariant.SAY_AND_CAPTURE)
                .listensAt(place.wire())
                .build());
  }

  @Override
  public EightCarrier carrier() {
    return carrier;
  }

  @Override
  public String account() {
    return ("{ carrier: 8x8, home-region: IN, sub-account-id: %s, auth-header: \"%s\","
            + " say-and-capture: true }")
        .formatted(SUB_ACCOUNT, HEADER);
  }

  @Override
  public String asks() {
    return "VCA";
  }

  @Override
  public Optional<String> tellsAnswer() {
    return Optional.of("VCS CALL_CONNECTED");
  }

  @Override
  public Optional<String> tellsDigits() {
    return Optional.of("VCA");
  }

  @Override
  public String tellsEnd() {
    return "VSS";
  }

  @Override
  public Set<String> shortfalls() {
    return Set.of("RING_TIMEOUT_IGNORED", "TALK_LIMIT_IGNORED");
  }

  /** A telephone that declines is busy: 8x8 has no word for it. */
  @Override
  public String recordOf(CallStatus unanswered) {
    return unanswered == CallStatus.REJECTED ? "busy" : Rig.super.recordOf(unanswered);
  }

  /** 8x8 does not say. */
  @Override
  public String callerHungUp() {
    return "unknown";
  }

  @Override
  public Exchange replays(Exchange captured) {
    return carrier.replays(captured);
  }

  @Override
  public void close() {
    carrier.close();
  }
}
