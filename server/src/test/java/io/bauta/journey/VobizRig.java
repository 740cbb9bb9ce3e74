package io.bauta.journey;

import io.bauta.app.RunningServer;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.LoopbackMedia;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizSettings;
import java.util.Map;
import java.util.Optional;

/** Vobiz, signing. */
final class VobizRig implements Rig {

  private final LoopbackMedia media = new LoopbackMedia();
  private final VobizCarrier carrier;

  VobizRig(Place place) {
    carrier =
        new VobizCarrier(
            VobizSettings.answering(place.webhook("vobiz/answer"))
                .hangupUrl(place.webhook("vobiz/hangup"))
                .listensAt(place.wire())
                .mediaBase(media.base())
                .authId(RunningServer.AUTH_ID)
                .authToken(RunningServer.TOKEN)
                .build());
  }

  @Override
  public VobizCarrier carrier() {
    return carrier;
  }

  @Override
  public String account() {
    return ("{ carrier: vobiz, home-region: IN, auth-id: %s, auth-token: %s,"
            + " api-base: \"%sapi\", recording-hosts: 127.0.0.1 }")
        .formatted(RunningServer.AUTH_ID, RunningServer.TOKEN, media.base());
  }

  @Override
  public String asks() {
    return "StartApp";
  }

  @Override
  public Optional<String> tellsAnswer() {
    return Optional.of("DialAnswer");
  }

  @Override
  public Optional<String> tellsDigits() {
    return Optional.of("Gather");
  }

  @Override
  public String tellsEnd() {
    return "Hangup";
  }

  @Override
  public Exchange replays(Exchange captured) {
    return carrier.replays(captured, Map.of());
  }

  /** Where its recordings lie, and its API. */
  LoopbackMedia media() {
    return media;
  }

  @Override
  public void close() {
    media.close();
  }
}
