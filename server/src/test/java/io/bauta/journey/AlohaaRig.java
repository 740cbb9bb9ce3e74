package io.bauta.journey;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.alohaa.AlohaaCarrier;
import io.bauta.simulator.alohaa.AlohaaSettings;
import io.bauta.simulator.alohaa.AlohaaVariant;
import io.bauta.simulator.alohaa.Generation;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Alohaa, with a header in each webhook, as its current page has it. */
final class AlohaaRig implements Rig {

  private static final String HEADER_VALUE = "0123456789abcdef0123456789abcdef";
  private static final String ORGANISATION = "7d9f1c52-0b6e-4a83-9c1d-2e4f6a8b0c1d";

  private final Generation generation;
  private final AlohaaCarrier carrier;

  AlohaaRig(Place place) {
    this(place, Generation.CURRENT);
  }

  /** With these of what its pages leave open. The older generation names no organisation. */
  AlohaaRig(Place place, Generation generation, AlohaaVariant... variants) {
    this.generation = generation;
    carrier =
        new AlohaaCarrier(
            AlohaaSettings.asking(place.webhook("alohaa/receiver"))
                .detailsUrl(place.webhook("alohaa/completed"))
                .header("x-bauta-key", HEADER_VALUE)
                .organisationId(ORGANISATION)
                .tells(generation)
                .with(variants)
                .listensAt(place.wire())
                // Nothing is there, and nobody asks: the host is not one of Alohaa's.
                .mediaBase(URI.create("https://recordings.invalid/"))
                .build());
  }

  @Override
  public AlohaaCarrier carrier() {
    return carrier;
  }

  @Override
  public String account() {
    return "{ carrier: alohaa, home-region: IN, header-value: %s%s }"
        .formatted(
            HEADER_VALUE,
            generation == Generation.CURRENT ? ", organisation-id: " + ORGANISATION : "");
  }

  @Override
  public String asks() {
    return AlohaaCarrier.ASKS;
  }

  /** It tells a call when it is over, and not before. */
  @Override
  public Optional<String> tellsAnswer() {
    return Optional.empty();
  }

  @Override
  public String tellsEnd() {
    return AlohaaCarrier.TELLS;
  }

  @Override
  public Set<String> shortfalls() {
    return Set.of("CALLER_ID_NOT_OURS", "RING_TIMEOUT_IGNORED", "TALK_LIMIT_IGNORED");
  }

  @Override
  public Set<String> shortfallsOfRefusal() {
    return Set.of("ANNOUNCEMENT_NOT_SPOKEN");
  }

  /** Answered or not answered is all that it says. */
  @Override
  public String recordOf(CallStatus unanswered) {
    return "no_answer";
  }

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
