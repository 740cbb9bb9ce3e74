package io.bauta.journey;

import io.bauta.simulator.Exchange;
import io.bauta.simulator.telnyx.CommandFaults;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Telnyx, signing, with an API that the server commands it by. */
final class TelnyxRig implements Rig {

  private static final String API_KEY = "KEY0000_fictitious";

  private final TelnyxCarrier carrier;
  private URI api;

  TelnyxRig(Place place) {
    this(place, TelnyxSettings.PATIENCE);
  }

  /** With a caller who waits so long for the next command, by the clock on the wall. */
  TelnyxRig(Place place, Duration patience) {
    this(place, settings -> settings.patience(patience));
  }

  /** With these settings besides the usual ones. */
  TelnyxRig(Place place, UnaryOperator<TelnyxSettings.Builder> more) {
    TelnyxSettings.Builder usual =
        TelnyxSettings.telling(place.webhook("telnyx/voice"))
            .apiKey(API_KEY)
            .clock(place.clock())
            .listensAt(place.wire());
    carrier = new TelnyxCarrier(more.apply(usual).build());
    carrier.owns(place.numbers());
    api = carrier.apiBase();
  }

  /** The server reaches the API there. */
  TelnyxRig reachedAt(URI base) {
    api = base.resolve(carrier.apiBase().getPath());
    return this;
  }

  @Override
  public TelnyxCarrier carrier() {
    return carrier;
  }

  @Override
  public String account() {
    return ("{ carrier: telnyx, home-region: IN, api-key: %s, public-keys: \"%s\", api-base: \"%s\","
            + " recording-hosts: 127.0.0.1 }")
        .formatted(API_KEY, carrier.publicKey(), api);
  }

  @Override
  public String asks() {
    return "call.initiated";
  }

  @Override
  public Optional<String> tellsAnswer() {
    return Optional.of("call.bridged");
  }

  @Override
  public Optional<String> tellsDigits() {
    return Optional.of("call.gather.ended");
  }

  @Override
  public String tellsEnd() {
    return "call.hangup";
  }

  @Override
  public Exchange replays(Exchange captured) {
    return carrier.replays(captured);
  }

  /** No more faults, also of commands. */
  void recovers() {
    carrier.suffers(CommandFaults.none());
  }

  @Override
  public void close() {
    carrier.close();
  }
}
